package io.github.tegrabox.chat.doctor;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.tegrabox.chat.doctor.RawSocket.Place;
import io.github.tegrabox.chat.model.ChatUser;
import io.github.tegrabox.chat.model.Room;
import io.github.tegrabox.chat.wire.WireOperation;
import io.github.tegrabox.chat.wire.WireSettings;
import org.jspecify.annotations.Nullable;

/**
 * Program that finds out how a Chat API server speaks, and writes the properties for it.
 */
public final class ChatDoctor {

	private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^:}]+)(?::([^}]*))?}");

	private static final int NOT_ALL = 1;

	private static final int WRONG_USE = 2;

	private static final int STOPPED = 3;

	private final PrintStream out;

	private final PrintStream err;

	private final InputStream in;

	private final Map<String, String> environment;

	private final Secrets secrets = new Secrets();

	private final Findings findings = new Findings(this.secrets);

	ChatDoctor(PrintStream out, PrintStream err, InputStream in, Map<String, String> environment) {
		this.out = out;
		this.err = err;
		this.in = in;
		this.environment = environment;
	}

	/**
	 * Runs the program and exits with its status.
	 * @param arguments the options
	 */
	public static void main(String[] arguments) {
		System.exit(new ChatDoctor(System.out, System.err, System.in, System.getenv()).run(arguments));
	}

	int run(String... arguments) {
		try {
			Options options = Options.parse(arguments);
			if (options.help()) {
				this.out.print(Options.HELP);
				return 0;
			}
			return examine(options);
		}
		catch (IllegalArgumentException | IOException ex) {
			this.err.println("chat-doctor: " + this.secrets.redact(String.valueOf(ex.getMessage())));
			return WRONG_USE;
		}
	}

	private int examine(Options options) throws IOException {
		Map<String, String> properties = (options.config() != null) ? read(options.config()) : Map.of();
		if (options.output() != null) {
			requireWritable(options.output());
		}
		WireSettings.Builder start = WireYaml.settings(properties).mutate();
		if (options.projectId() != null) {
			start.projectId(options.projectId());
		}
		URI baseUrl = baseUrl(options, properties);
		Place socket = socket(baseUrl, options, properties);
		String key = key(options, properties);
		this.secrets.add(key);
		Dialect dialect = new Dialect(start.build());
		if (socket.polling()) {
			dialect.polling();
		}
		boolean stopped = false;
		Pace pace = new Pace(options.rate());
		try {
			probe(options, new Http(baseUrl, pace), pace, socket, dialect, key);
		}
		catch (StoppedException ex) {
			stopped = true;
			this.findings.missing("everything else", String.valueOf(ex.getMessage()));
		}
		WireSettings wire = dialect.settings();
		String yaml = WireYaml.write(wire, dialect.isPolling(), this.findings.isComplete());
		if (options.output() != null) {
			Files.writeString(options.output(), yaml);
		}
		Report report = new Report(baseUrl, this.findings, pace.taken());
		this.out.print(options.json() ? report.json(dialect, yaml) : report.text(yaml));
		this.out.flush();
		if (stopped) {
			return STOPPED;
		}
		return this.findings.isComplete() ? 0 : NOT_ALL;
	}

	private static Map<String, String> read(Path config) {
		try {
			return WireYaml.read(Files.readString(config));
		}
		catch (IOException | IllegalArgumentException ex) {
			throw new IllegalArgumentException("--config " + config + " cannot be read: " + reason(ex), ex);
		}
	}

	/**
	 * Better now than when everything has been asked for.
	 */
	private static void requireWritable(Path output) {
		Path directory = output.toAbsolutePath().getParent();
		boolean writable = Files.exists(output) ? Files.isRegularFile(output) && Files.isWritable(output)
				: directory != null && Files.isDirectory(directory) && Files.isWritable(directory);
		if (!writable) {
			throw new IllegalArgumentException("--output " + output
					+ " cannot be written: it must be a file, in a directory that exists, that you may write");
		}
	}

	/**
	 * What failures of files leave to the name of their type.
	 */
	private static String reason(Exception failure) {
		if (failure instanceof NoSuchFileException) {
			return "there is no such file";
		}
		if (failure instanceof AccessDeniedException) {
			return "you may not read it";
		}
		if (failure instanceof CharacterCodingException) {
			return "it is no text in UTF-8";
		}
		return String.valueOf(failure.getMessage());
	}

	private URI baseUrl(Options options, Map<String, String> properties) {
		URI baseUrl = options.baseUrl();
		if (baseUrl == null) {
			String configured = resolve(properties.get("chat.base-url"));
			if (configured == null) {
				throw new IllegalArgumentException(
						"There is no 'chat.base-url' in " + options.config() + "; give --base-url <address>");
			}
			baseUrl = Options.address(configured);
		}
		return checked(baseUrl, "key", options, properties);
	}

	private static URI checked(URI address, String secret, Options options, Map<String, String> properties) {
		boolean secure = "https".equalsIgnoreCase(address.getScheme());
		boolean allowed = options.allowInsecure() || "true".equals(properties.get("chat.allow-insecure"));
		if (!secure && !allowed && !isLoopback(address.getHost())) {
			throw new IllegalArgumentException("The " + secret + " would go over plain http to " + address.getHost()
					+ ": use https, or --allow-insecure if you mean it");
		}
		return address;
	}

	private Place socket(URI baseUrl, Options options, Map<String, String> properties) {
		String origin = resolve(properties.get("chat.socket.url"));
		String path = resolve(properties.get("chat.socket.path"));
		if (path != null && !path.matches("/[\\w.~!$&'()*+,;=:@%/-]*")) {
			// Without a slash it would be a part of the host's name.
			throw new IllegalArgumentException(
					"'chat.socket.path' must begin with a slash, and be no more than a path, but is '"
							+ Options.masked(path) + "'");
		}
		return new Place((origin != null) ? checked(Options.address(origin), "token", options, properties) : baseUrl,
				(path != null) ? path.replaceFirst("/$", "") : "/socket.io",
				"polling".equals(properties.get("chat.socket.transports")));
	}

	private static boolean isLoopback(String host) {
		try {
			return host.equals("localhost")
					|| (host.matches("[0-9.:\\[\\]a-fA-F]+") && InetAddress.getByName(host).isLoopbackAddress());
		}
		catch (UnknownHostException ex) {
			return false;
		}
	}

	private String key(Options options, Map<String, String> properties) {
		String key = this.environment.get(options.apiKeyEnv());
		if (key == null || key.isBlank()) {
			key = resolve(properties.get("chat.api-key"));
		}
		if (key == null || key.isBlank()) {
			throw new IllegalArgumentException("There is no API key: set the environment variable "
					+ options.apiKeyEnv() + ", or name another one with --api-key-env");
		}
		if (!key.strip().chars().allMatch((character) -> character > ' ' && character < 127)) {
			throw new IllegalArgumentException("The API key of " + options.apiKeyEnv()
					+ " has blanks or characters in it that no header can carry");
		}
		return key.strip();
	}

	private @Nullable String resolve(@Nullable String value) {
		if (value == null) {
			return null;
		}
		Matcher matcher = PLACEHOLDER.matcher(value);
		return matcher.replaceAll((match) -> Matcher.quoteReplacement(Objects
			.requireNonNullElse(this.environment.get(match.group(1)), Objects.requireNonNullElse(match.group(2), ""))));
	}

	private void probe(Options options, Http http, Pace pace, Place place, Dialect dialect, String key)
			throws IOException {
		OpenApi openApi = describe(http);
		if (openApi == null) {
			return;
		}
		ReadProbe reads = new ReadProbe(http, dialect, this.findings, this.secrets, openApi, key);
		boolean found = reads.run();
		if (!found) {
			return;
		}
		if (!options.write()) {
			reads.unseen();
			this.findings.untried("writing and the socket", "needs --write, which creates users, a room and messages");
			return;
		}
		WriteProbe writes = new WriteProbe(http, dialect, this.findings, this.secrets, openApi, key);
		if (!options.yes() && !isAllowed(http.baseUrl(), writes.mark())) {
			this.findings.untried("writing and the socket", "was not allowed");
			return;
		}
		try {
			try {
				writes.run();
				socket(http, pace, place, dialect, writes);
			}
			catch (StoppedException ex) {
				throw ex;
			}
			catch (RuntimeException ex) {
				writes.end();
				throw ex;
			}
			writes.end();
		}
		catch (StoppedException ex) {
			this.findings.untried("cleaning", "what is named " + writes.mark() + "… is left behind");
			throw ex;
		}
	}

	/**
	 * Asks for a description of the server.
	 * @return the description, maybe of nothing; {@code null} if there is no server
	 */
	private @Nullable OpenApi describe(Http http) {
		for (String place : OpenApi.PLACES) {
			// Without the key: what describes the server is for everybody.
			Answer answer = http.send("GET", place, Map.of(), null);
			if (answer.status() == 0) {
				this.findings.missing("server", answer.evidence(this.secrets) + ". Is the address right?");
				return null;
			}
			OpenApi api = answer.isOk() ? OpenApi.read(answer.json()) : null;
			if (api != null) {
				this.findings.works("OpenAPI document", place, api.size() + " paths");
				return api;
			}
		}
		return OpenApi.none();
	}

	private boolean isAllowed(URI server, String mark) throws IOException {
		this.err.println("This creates three users, a room and about thirty messages at " + server + ", all named "
				+ mark + "…, and deletes again what the server lets one delete. Go on? [y/N]");
		String answer = new BufferedReader(new InputStreamReader(this.in, StandardCharsets.UTF_8)).readLine();
		return answer != null && answer.strip().toLowerCase(Locale.ROOT).startsWith("y");
	}

	private void socket(Http http, Pace pace, Place place, Dialect dialect, WriteProbe writes) {
		Room room = writes.room();
		ChatUser first = writes.users().isEmpty() ? null : writes.users().get(0);
		String jwt = (first != null) ? writes.token(first) : null;
		if (room == null || jwt == null || writes.users().size() < 3 || !dialect.has(WireOperation.MESSAGES_CREATE)) {
			this.findings.untried("the socket", "needs users, their tokens, a room and messages");
			return;
		}
		LoginProbe logins = new LoginProbe(http, pace, place, dialect, this.findings);
		if (logins.run(jwt) == null) {
			this.findings.untried("socket: join, leave, send, typing, events", "there is no way in");
			return;
		}
		new SocketProbe(logins, dialect, this.findings, writes, room.id(), this.secrets).run();
	}

}
