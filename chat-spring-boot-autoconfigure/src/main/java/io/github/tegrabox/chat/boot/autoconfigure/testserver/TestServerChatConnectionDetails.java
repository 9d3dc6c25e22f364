package io.github.tegrabox.chat.boot.autoconfigure.testserver;

import io.github.tegrabox.chat.boot.autoconfigure.ChatConnectionDetails;
import io.github.tegrabox.chat.testserver.ChatTestServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connection details of a test server.
 */
class TestServerChatConnectionDetails implements ChatConnectionDetails {

	private static final Logger logger = LoggerFactory.getLogger(TestServerChatConnectionDetails.class);

	private final ChatTestServer server;

	TestServerChatConnectionDetails(ChatTestServer server) {
		this.server = server;
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

}
