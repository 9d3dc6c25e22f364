package io.github.tegrabox.chat.testserver.internal.boot;

import io.github.tegrabox.chat.testserver.ChatTestServer;
import io.github.tegrabox.chat.testserver.ChatTestServerBuilder;
import io.github.tegrabox.chat.testserver.ChatTestServerWire;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Server of an application's context: speaks as the application's properties say that its
 * server does.
 */
public final class ApplicationServer {

	private static final Logger logger = LoggerFactory.getLogger(ApplicationServer.class);

	private ApplicationServer() {
	}

	/**
	 * Starts a server.
	 * @param environment has the properties of the application
	 * @return the running server
	 */
	public static ChatTestServer start(Environment environment) {
		return builder(Binder.get(environment)).build().start();
	}

	private static ChatTestServerBuilder builder(Binder binder) {
		ChatTestServerBuilder builder = ChatTestServer.builder();
		try {
			binder.bind("chat.wire", Bindable.mapOf(String.class, String.class))
				.ifBound((wire) -> builder.wire(ChatTestServerWire.of(wire)));
			binder.bind("chat.socket.path", String.class).ifBound((path) -> builder.socketPath(path.strip()));
			String projectId = binder.bind("chat.project-id", String.class).orElse("");
			return StringUtils.hasText(projectId) ? builder.projectId(projectId.strip()) : builder;
		}
		catch (IllegalArgumentException ex) {
			// What is wrong for the client too, its own start explains.
			logger.warn("The test server speaks as the Chat API does, and not as the application's properties say: {}",
					reason(ex));
			return ChatTestServer.builder();
		}
	}

	/** Who took the form of a credential for the credential has put that there. */
	private static String reason(IllegalArgumentException ex) {
		String message = String.valueOf(ex.getMessage());
		return message.matches("(?s)chat\\.wire\\.(credentials|api-key-header).*")
				? "'chat.wire.credentials' has a form that it cannot read" : message;
	}

}
