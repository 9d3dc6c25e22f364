package io.github.tegrabox.chat.testserver.internal.netty;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Memory and start-up time of a server in a process of its own. Not part of the build,
 * since it depends on the machine (Linux): <pre>
 * mvn -pl chat-test-server test -Dtest=ServerFigures
 * </pre>
 */
class ServerFigures {

	private static final int MAX_MEGABYTES = 200;

	private static final double MAX_START_MILLIS = 20;

	@Test
	void serverStaysSmallAndStartsFast() throws IOException {
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				System.getProperty("java.class.path"), ServerFigures.class.getName())
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
		try (BufferedReader output = new BufferedReader(
				new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
			double start = Double.parseDouble(output.readLine());
			int port = Integer.parseInt(output.readLine());
			long broadcastMillis = Crowd.gather(port);
			long megabytes = peakMegabytes(process.pid());
			System.out.printf("warm start %.1f ms; 500 clients, 100 broadcasts in %d ms; peak memory %d MB%n", start,
					broadcastMillis, megabytes);
			assertThat(start).isLessThanOrEqualTo(MAX_START_MILLIS);
			assertThat(megabytes).isLessThanOrEqualTo(MAX_MEGABYTES);
		}
		finally {
			process.destroy();
		}
	}

	/**
	 * The server's process: prints the median of warm starts in milliseconds, then its
	 * port.
	 */
	public static void main(String[] args) throws IOException {
		double[] millis = new double[21];
		for (int i = 0; i < millis.length; i++) {
			long start = System.nanoTime();
			TestServer server = TestServer.start();
			millis[i] = (System.nanoTime() - start) / 1e6;
			server.close();
		}
		double[] warm = Arrays.copyOfRange(millis, 1, millis.length);
		Arrays.sort(warm);
		try (TestServer server = TestServer.start()) {
			Crowd.serve(server);
			System.out.println(warm[warm.length / 2]);
			System.out.println(server.port());
			System.in.read();
		}
	}

	private static long peakMegabytes(long pid) throws IOException {
		return Files.readAllLines(Path.of("/proc", String.valueOf(pid), "status"))
			.stream()
			.filter((line) -> line.startsWith("VmHWM:"))
			.mapToLong((line) -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
			.findFirst()
			.orElseThrow();
	}

}
