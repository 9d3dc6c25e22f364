package io.github.tegrabox.chat.testserver.internal.netty;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The Node.js side of the tests: the scripts of {@code src/test/node} with their
 * dependencies, installed once into {@code target/node}.
 */
final class NodeProject {

	private static final Path SOURCES = Path.of("src", "test", "node");

	private static final Path DIRECTORY = Path.of("target", "node");

	private static final long TIMEOUT_MINUTES = 5;

	private NodeProject() {
	}

	/** Copies the scripts and installs what they need, unless that is done. */
	static synchronized Path prepare() {
		try {
			Files.createDirectories(DIRECTORY);
			boolean changed = false;
			try (Stream<Path> files = Files.list(SOURCES)) {
				for (Path file : files.toList()) {
					changed |= copy(file, DIRECTORY.resolve(file.getFileName()));
				}
			}
			if (changed || !Files.exists(DIRECTORY.resolve("node_modules"))) {
				Output install = run("npm", "ci", "--ignore-scripts");
				if (install.status() != 0) {
					throw new IllegalStateException("npm ci failed:\n" + install.text());
				}
			}
			return DIRECTORY.toAbsolutePath();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Runs a program in the project's directory until it ends. */
	static Output run(String... command) {
		try {
			Path output = Files.createTempFile(DIRECTORY, "output", ".txt");
			List<String> line = new ArrayList<>(Arrays.asList(command));
			line.set(0, find(command[0]).toString());
			Process process = new ProcessBuilder(line).directory(DIRECTORY.toFile())
				.redirectErrorStream(true)
				.redirectOutput(output.toFile())
				.start();
			boolean ended = process.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES);
			if (!ended) {
				process.destroyForcibly().waitFor();
			}
			String text = Files.readString(output);
			Files.delete(output);
			return new Output(ended ? process.exitValue() : -1, text);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private static Path find(String program) {
		for (String directory : System.getenv("PATH").split(System.getProperty("path.separator"), -1)) {
			for (String name : List.of(program, program + ".cmd", program + ".exe")) {
				Path candidate = Path.of(directory, name);
				if (Files.isExecutable(candidate) && !Files.isDirectory(candidate)) {
					return candidate;
				}
			}
		}
		throw new IllegalStateException("'" + program + "' is not on the PATH. These tests run the official Socket.IO "
				+ "client and need Node.js 18 or later with npm.");
	}

	private static boolean copy(Path source, Path target) throws IOException {
		boolean dependencies = source.getFileName().toString().startsWith("package");
		if (Files.exists(target) && Files.mismatch(source, target) == -1) {
			return false;
		}
		Files.copy(source, target, StandardCopyOption.REPLACE_EXISTING);
		return dependencies;
	}

	/**
	 * What a program left behind.
	 *
	 * @param status its exit status, -1 if it had to be killed
	 * @param text what it printed
	 */
	record Output(int status, String text) {
	}

}
