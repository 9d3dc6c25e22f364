package io.github.tegrabox.chat.doctor;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Options of the command line.
 *
 * @param help whether only the options are asked for
 * @param baseUrl the address of the server, if it was given
 * @param config the application's configuration to begin with
 * @param output where the YAML goes
 * @param apiKeyEnv the environment variable that holds the API key
 * @param projectId the id of the project, if it was given
 * @param rate the requests a second
 * @param write whether something may be created
 * @param yes whether that needs no question
 * @param json whether everything is printed as JSON
 * @param allowInsecure whether the key may go over plain http to another machine
 */
record Options(boolean help, @Nullable URI baseUrl, @Nullable Path config, @Nullable Path output, String apiKeyEnv,
		@Nullable String projectId, double rate, boolean write, boolean yes, boolean json, boolean allowInsecure) {

	static final String HELP = """
			Usage: java -jar chat-doctor.jar --base-url <address> [options]

			Finds out how a Chat API server speaks, and writes the properties 'chat.wire.*' for it.
			Reads only, unless --write is given.

			  --base-url <address>   the address of the server
			  --config <file>        an application.yaml to take address and wire from
			  --api-key-env <name>   the environment variable that holds the API key; CHAT_API_KEY by default
			  --project-id <id>      the id of the project, where no look-up tells it
			  --write                also create users, a room and messages, all named chat-doctor-…, and try the socket
			  --yes                  do not ask before that
			  --rate <number>        requests a second, 5 by default
			  --output <file>        write the YAML of what differs from the defaults to a file
			  --json                 print everything as JSON
			  --allow-insecure       send the key over plain http to a machine other than this one
			  --help                 show this text

			Exit status: 0 when all that was asked works, 1 when something was not found, 2 when the options are wrong,
			3 when the server asked to slow down.
			""";

	static Options parse(String... arguments) {
		Builder options = new Builder();
		Deque<String> rest = new ArrayDeque<>(List.of(arguments));
		while (!rest.isEmpty()) {
			options.take(rest.remove(), rest);
		}
		return options.build();
	}

	private static final class Builder {

		private boolean help;

		private @Nullable URI baseUrl;

		private @Nullable Path config;

		private @Nullable Path output;

		private String apiKeyEnv = "CHAT_API_KEY";

		private @Nullable String projectId;

		private double rate = 5;

		private boolean write;

		private boolean yes;

		private boolean json;

		private boolean allowInsecure;

		private void take(String given, Deque<String> rest) {
			String option = given;
			int equals = given.indexOf('=');
			if (given.startsWith("--") && equals > 0) {
				option = given.substring(0, equals);
				rest.addFirst(given.substring(equals + 1));
			}
			switch (option) {
				case "--base-url" -> this.baseUrl = address(value(option, rest));
				case "--config" -> this.config = Path.of(value(option, rest));
				case "--output" -> this.output = Path.of(value(option, rest));
				case "--api-key-env" -> this.apiKeyEnv = value(option, rest);
				case "--project-id" -> this.projectId = value(option, rest);
				case "--rate" -> this.rate = rate(value(option, rest));
				case "--write" -> this.write = true;
				case "--yes" -> this.yes = true;
				case "--json" -> this.json = true;
				case "--allow-insecure" -> this.allowInsecure = true;
				case "--help", "-h" -> this.help = true;
				default -> throw new IllegalArgumentException("There is no option " + option + "; --help names them");
			}
		}

		private Options build() {
			if (!this.help && this.baseUrl == null && this.config == null) {
				throw new IllegalArgumentException("Which server? Give --base-url <address> or --config <file>");
			}
			return new Options(this.help, this.baseUrl, this.config, this.output, this.apiKeyEnv, this.projectId,
					this.rate, this.write, this.yes, this.json, this.allowInsecure);
		}

		private static String value(String option, Deque<String> rest) {
			String value = rest.poll();
			if (value == null || value.isBlank() || value.startsWith("--")) {
				throw new IllegalArgumentException(option + " needs a value");
			}
			return value;
		}

		private static double rate(String text) {
			try {
				double rate = Double.parseDouble(text);
				if (rate > 0 && rate <= 10_000) {
					return rate;
				}
			}
			catch (NumberFormatException ex) {
				// Told below.
			}
			throw new IllegalArgumentException("--rate must be a number of requests a second, not " + text);
		}

	}

	/** What stands before a host, or in a query, may be a secret. */
	static String masked(String address) {
		return address.replaceAll("(?s)^(\\w*:?//)?.*@", "$1***@").replaceAll("(?s)[?#].*", "?***");
	}

	static URI address(String text) {
		try {
			URI uri = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
			boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
			if (http && uri.getHost() != null && uri.getRawQuery() == null && uri.getRawUserInfo() == null) {
				return uri;
			}
		}
		catch (IllegalArgumentException ex) {
			// Told below.
		}
		throw new IllegalArgumentException("The address of the server must begin with https:// (or http://), and have "
				+ "neither a query nor a password in it: " + masked(text));
	}

}
