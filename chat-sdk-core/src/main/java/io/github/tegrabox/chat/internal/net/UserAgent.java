package io.github.tegrabox.chat.internal.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * The name of this client in requests and handshakes.
 */
public final class UserAgent {

	/**
	 * The value of the {@code User-Agent} header.
	 */
	public static final String VALUE = "chat-sdk-java/" + version();

	private UserAgent() {
	}

	private static String version() {
		Properties properties = new Properties();
		try (InputStream in = UserAgent.class.getResourceAsStream("version.properties")) {
			if (in != null) {
				properties.load(in);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return properties.getProperty("version", "unknown");
	}

}
