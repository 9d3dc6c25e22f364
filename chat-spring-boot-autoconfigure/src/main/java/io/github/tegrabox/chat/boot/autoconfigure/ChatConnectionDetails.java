package io.github.tegrabox.chat.boot.autoconfigure;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIncludeProperties;
import io.github.tegrabox.chat.ChatClientBuilder;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;

/**
 * Details of the connection to the Chat API: its address and the credentials. A bean of
 * this type overrides the properties. As JSON it contains the address only, whatever
 * other properties an implementation has. Do not make an implementation
 * {@link java.io.Serializable}: Java serialization would write its fields.
 */
@JsonIncludeProperties("baseUrl")
public interface ChatConnectionDetails extends ConnectionDetails {

	/**
	 * Returns the address of the server.
	 * @return the address, by default that of the hosted server
	 */
	default String getBaseUrl() {
		return ChatClientBuilder.DEFAULT_BASE_URL;
	}

	/**
	 * Returns the API key of the project. Called at each request, so a new key takes
	 * effect without a restart.
	 * @return the key, or {@code null} for none
	 */
	@JsonIgnore
	default @Nullable String getApiKey() {
		return null;
	}

	/**
	 * Returns a fixed JWT. It does not lead to a {@code ChatSocket} bean, because
	 * conditions are evaluated before this method can be called. A
	 * {@link io.github.tegrabox.chat.ChatTokenProvider} bean does.
	 * @return the token, or {@code null} for none
	 */
	@JsonIgnore
	default @Nullable String getJwtToken() {
		return null;
	}

}
