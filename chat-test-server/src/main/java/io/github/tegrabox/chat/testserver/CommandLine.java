package io.github.tegrabox.chat.testserver;

import java.io.IOException;
import java.io.Reader;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

import io.github.tegrabox.chat.testserver.internal.api.Dialect;

/**
 * The options of the standalone server.
 *
 * @param isHelp whether only the options are asked for
 * @param builder the server that the options describe
 */
record CommandLine(boolean isHelp, ChatTestServerBuilder builder) {

	static final String HELP = """
			Usage: java -jar chat-test-server-standalone.jar [options]

			A Chat API server for development and tests, in memory. Not for production.

			  --port <number>      the port to listen on; 4000 by default, 0 for any free one
			  --bind <address>     the address to listen on; by default loopback only
			  --api-key <key>      the API key of the project; by default a new one
			  --project-id <id>    the id of the project; by default a new one
			  --wire <file>        how the server speaks: a properties file of chat.wire.*
			  --wire.<key>=<value> one of them, as in --wire.names=camelCase
			  --control            allow control over HTTP under /_control, from this machine
			  --help               show this text
			""";

	private static final String WIRE = "--wire.";

	private static final int DEFAULT_PORT = 4000;

	/**
	 * Reads the options.
	 * @throws IllegalArgumentException if an option is unknown, has no value or a bad one
	 */
	static CommandLine parse(String... arguments) {
		ChatTestServerBuilder builder = ChatTestServer.builder().port(DEFAULT_PORT);
		Map<String, String> wire = new TreeMap<>();
		boolean help = false;
		Deque<String> rest = new ArrayDeque<>(List.of(arguments));
		while (!rest.isEmpty()) {
			String option = rest.remove();
			switch (option) {
				case "--port" -> builder.port(port(value(option, rest)));
				case "--bind" -> builder.bindAddress(address(value(option, rest)));
				case "--api-key" -> builder.apiKey(value(option, rest));
				case "--project-id" -> builder.projectId(value(option, rest));
				case "--wire" -> wire.putAll(properties(value(option, rest)));
				case "--control" -> builder.control(true);
				case "--help", "-h" -> help = true;
				default -> {
					int equals = option.indexOf('=');
					if (!option.startsWith(WIRE) || equals < 0) {
						throw new IllegalArgumentException("There is no option " + option);
					}
					wire.put(Dialect.plain(option.substring(WIRE.length(), equals)), option.substring(equals + 1));
				}
			}
		}
		builder.wire(ChatTestServerWire.of(wire));
		return new CommandLine(help, builder);
	}

	private static String value(String option, Deque<String> rest) {
		String value = rest.poll();
		if (value == null || value.isBlank() || value.startsWith("--")) {
			throw new IllegalArgumentException(option + " needs a value");
		}
		return value;
	}

	// An application's whole file will do: what is not of the wire is left out.
	private static Map<String, String> properties(String file) {
		if (file.endsWith(".yaml") || file.endsWith(".yml")) {
			throw new IllegalArgumentException("The file " + file
					+ " is YAML, but --wire reads a properties file; give its values as --wire.<key>=<value>");
		}
		Properties all = new Properties();
		try (Reader reader = Files.newBufferedReader(Path.of(file))) {
			all.load(reader);
		}
		catch (IOException | InvalidPathException ex) {
			throw new IllegalArgumentException("The file " + file + " cannot be read", ex);
		}
		Map<String, String> wire = new TreeMap<>();
		for (String name : all.stringPropertyNames()) {
			if (name.startsWith("chat.wire.")) {
				wire.put(Dialect.plain(name), all.getProperty(name));
			}
		}
		return wire;
	}

	private static int port(String text) {
		try {
			return Integer.parseInt(text);
		}
		catch (NumberFormatException ex) {
			throw new IllegalArgumentException("A port is a number from 0 to 65535, not " + text, ex);
		}
	}

	private static InetAddress address(String text) {
		try {
			return InetAddress.getByName(text);
		}
		catch (UnknownHostException ex) {
			throw new IllegalArgumentException("There is no address " + text, ex);
		}
	}

}
