package io.github.tegrabox.chat.boot.autoconfigure.testserver;

import io.github.tegrabox.chat.boot.autoconfigure.ChatConnectionDetails;
import io.github.tegrabox.chat.testserver.ChatTestServer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connection details of a test server.
 */
class TestServerChatConnectionDetails implements ChatConnectionDetails {

	private static final Logger logger = LoggerFactory.getLogger(TestServerChatConnectionDetails.class);

	private final ChatTestServer server;

	private final @Nullable String jwtToken;

	TestServerChatConnectionDetails(ChatTestServer server, boolean jwtWanted) {
		this.server = server;
		this.jwtToken = jwtWanted ? server.issueToken(server.createUser("Backend", "backend")) : null;
		logger.info("Chat runs on the test server at {}: nothing is kept, and no other server is used",
				server.baseUrl());
	}

	@Override
	public String getBaseUrl() {
		return this.server.baseUrl();
	}

	@Override
	public String getApiKey() {
		return this.server.apiKey();
	}

	/**
	 * Returns a token of a made-up user in place of a configured one, which this server
	 * would refuse.
	 */
	@Override
	public @Nullable String getJwtToken() {
		return this.jwtToken;
	}

}
