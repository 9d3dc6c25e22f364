package io.github.tegrabox.chat.starter.jdbc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A process of its own that runs {@link ReplicaApplication}.
 */
final class ReplicaProcess {

	private final String name;

	private final Process process;

	private ReplicaProcess(String name, Process process) {
		this.name = name;
		this.process = process;
	}

	static ReplicaProcess start(String name, Class<?> main, Path log, List<String> arguments) {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
						"-XX:+UseSerialGC", "-Xmx256m", "-cp", System.getProperty("java.class.path"), main.getName(),
						"--replica=" + name));
		command.addAll(arguments);
		try {
			return new ReplicaProcess(name,
					new ProcessBuilder(command).redirectErrorStream(true)
						.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
						.start());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	String name() {
		return this.name;
	}

	boolean isAlive() {
		return this.process.isAlive();
	}

	/** As {@code kill -9}. */
	void kill() {
		this.process.destroyForcibly();
		await();
	}

	/** As {@code kill}: the application shuts down. */
	void stop() {
		this.process.destroy();
	}

	void await() {
		try {
			assertThat(this.process.waitFor(60, TimeUnit.SECONDS)).as("%s ends", this.name).isTrue();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	void pause() {
		signal("-STOP");
	}

	void resume() {
		signal("-CONT");
	}

	private void signal(String signal) {
		try {
			Process kill = new ProcessBuilder("kill", signal, Long.toString(this.process.pid())).inheritIO().start();
			assertThat(kill.waitFor()).isZero();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

}
