package io.github.tegrabox.chat.boot.autoconfigure;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIncludeProperties;
import io.github.tegrabox.chat.ChatClientBuilder;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;

/**
 * Details of the connection to the Chat API: where it is and with which credentials. A
 * bean of this type wins over the properties. JSON of it holds the address alone,
 * whatever else an implementation has; it is not for the JVM's serialization, which would
 * write the fields of an implementation that allows it.
 */
@JsonIncludeProperties("baseUrl")
public interface ChatConnectionDetails extends ConnectionDetails {

	/**
	 * Returns the address of the server.
	 * @return the address, the hosted server unless told otherwise
	 */
	default String getBaseUrl() {
		return ChatClientBuilder.DEFAULT_BASE_URL;
	}

	/**
	 * Returns the API key of the project. Asked at each request, so that another one
	 * takes effect without a restart.
	 * @return the key, or {@code null} for none
	 */
	@JsonIgnore
	default @Nullable String getApiKey() {
		return null;
	}

	/**
	 * Returns a fixed JWT. Does not make a {@code ChatSocket} bean, as conditions are met
	 * before it is asked; a {@link io.github.tegrabox.chat.ChatTokenProvider} bean does.
	 * @return the token, or {@code null} for none
	 */
	@JsonIgnore
	default @Nullable String getJwtToken() {
		return null;
	}

}
