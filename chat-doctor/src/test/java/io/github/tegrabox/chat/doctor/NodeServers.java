package io.github.tegrabox.chat.doctor;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;

/**
 * Servers of the Chat API on Node.js and the official Socket.IO, each with a dialect of
 * its own: one process for all of them.
 */
final class NodeServers implements AutoCloseable {

	private static final Path SOURCES = Path.of("src", "test", "node");

	private static final Path DIRECTORY = Path.of("target", "node");

	private final Process process;

	private final BufferedReader output;

	private final Writer input;

	private final List<Server> servers = new ArrayList<>();

	private NodeServers(Process process) {
		this.process = process;
		this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
		this.input = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
	}

	/**
	 * Starts servers with the dialects of some seeds, and with some that no property can
	 * say.
	 */
	static NodeServers start(int firstSeed, int count, String... outside) throws IOException, InterruptedException {
		prepare();
		List<String> command = new ArrayList<>(
				List.of(find("node"), "server.mjs", String.valueOf(firstSeed), String.valueOf(count)));
		command.addAll(List.of(outside));
		NodeServers started = new NodeServers(new ProcessBuilder(command).directory(DIRECTORY.toFile())
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start());
		for (int i = 0; i < count + outside.length; i++) {
			JsonNode line = started.read();
			started.servers.add(new Server(i, "http://127.0.0.1:" + line.path("port").asInt(0),
					line.path("key").asString(""), line.path("dialect").asString("")));
		}
		return started;
	}

	private JsonNode read() throws IOException {
		String line = this.output.readLine();
		if (line == null) {
			throw new IllegalStateException("The servers have ended");
		}
		return Answer.MAPPER.readTree(line);
	}

	List<Server> servers() {
		return this.servers;
	}

	/**
	 * What a server keeps: users, rooms, messages, tokens.
	 */
	synchronized JsonNode state(Server server) {
		try {
			this.input.write("state " + server.index() + '\n');
			this.input.flush();
			return read();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() throws IOException {
		this.input.close();
		this.process.destroy();
	}

	private static synchronized void prepare() throws IOException, InterruptedException {
		Files.createDirectories(DIRECTORY);
		boolean changed = !Files.exists(DIRECTORY.resolve("node_modules"));
		try (Stream<Path> files = Files.list(SOURCES)) {
			for (Path file : files.filter(Files::isRegularFile).toList()) {
				Path target = DIRECTORY.resolve(file.getFileName());
				boolean differs = !Files.exists(target) || Files.mismatch(file, target) != -1;
				changed |= differs && file.getFileName().toString().startsWith("package");
				Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
			}
		}
		if (changed) {
			Process install = new ProcessBuilder(find("npm"), "ci", "--ignore-scripts").directory(DIRECTORY.toFile())
				.redirectErrorStream(true)
				.redirectOutput(DIRECTORY.resolve("npm.log").toFile())
				.start();
			if (!install.waitFor(5, TimeUnit.MINUTES) || install.exitValue() != 0) {
				throw new IllegalStateException("npm ci failed:\n" + Files.readString(DIRECTORY.resolve("npm.log")));
			}
		}
	}

	private static String find(String program) {
		for (String directory : System.getenv("PATH").split(System.getProperty("path.separator"), -1)) {
			for (String name : List.of(program, program + ".cmd", program + ".exe")) {
				Path candidate = Path.of(directory, name);
				if (Files.isExecutable(candidate) && !Files.isDirectory(candidate)) {
					return candidate.toString();
				}
			}
		}
		throw new IllegalStateException(
				"'" + program + "' is not on the PATH. These tests need Node.js 18 or later with npm.");
	}

	/**
	 * One of the servers.
	 */
	record Server(int index, String baseUrl, String key, String dialect) {

		@Override
		public String toString() {
			return this.dialect;
		}

	}

}
