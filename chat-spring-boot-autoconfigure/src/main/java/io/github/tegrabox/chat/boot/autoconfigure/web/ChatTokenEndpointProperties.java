package io.github.tegrabox.chat.boot.autoconfigure.web;

import java.util.ArrayList;
import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Configuration properties of the token endpoint.
 */
@ConfigurationProperties("chat.token-endpoint")
public class ChatTokenEndpointProperties {

	/**
	 * Path of the endpoint.
	 */
	private String path = "/api/chat/token";

	/**
	 * Whether a chat user is created for a caller who has none. If not, such a caller is
	 * refused with status 403.
	 */
	private boolean provisionUsers = true;

	/**
	 * Origins of pages that may call the endpoint with the credentials of their user.
	 * None by default, which leaves only pages of the same origin.
	 */
	private List<String> allowedOrigins = new ArrayList<>();

	public String getPath() {
		return this.path;
	}

	public void setPath(String path) {
		this.path = path;
	}

	public boolean isProvisionUsers() {
		return this.provisionUsers;
	}

	public void setProvisionUsers(boolean provisionUsers) {
		this.provisionUsers = provisionUsers;
	}

	public List<String> getAllowedOrigins() {
		return this.allowedOrigins;
	}

	public void setAllowedOrigins(List<String> allowedOrigins) {
		this.allowedOrigins = allowedOrigins;
	}

}
