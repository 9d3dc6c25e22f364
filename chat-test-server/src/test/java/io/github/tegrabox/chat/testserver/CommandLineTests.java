package io.github.tegrabox.chat.testserver;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * The standalone server, in a process of its own.
 */
class CommandLineTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "--prot 4000|There is no option --prot", "--port|--port needs a value",
					"--port --control|--port needs a value", "--port x|A port is a number from 0 to 65535, not x",
					"--port 65536|A port is a number from 0 to 65535, not 65536",
					"--bind 999.1.1.1|There is no address 999.1.1.1", "--api-key|--api-key needs a value",
					"4000|There is no option 4000", "--wire|--wire needs a value",
					"--wire /no/such.properties|The file /no/such.properties cannot be read",
					"--wire application.yaml|The file application.yaml is YAML, but --wire reads a properties file; "
							+ "give its values as --wire.<key>=<value>",
					"--wire.names camelCase|There is no option --wire.names",
					"--wire.names=odd|chat.wire.names is 'odd', but it must be snake_case or camelCase" })
	void badOptionsAreNamed(String options, String message) {
		assertThatIllegalArgumentException().isThrownBy(() -> CommandLine.parse(options.split(" ", -1)))
			.withMessage(message);
	}

	@Test
	void theServerRunsUntilItIsTerminated() throws Exception {
		Process process = launch("--port", "0", "--api-key", "the-key", "--bind", "127.0.0.1", "--project-id", "prj_1",
				"--control");
		try (BufferedReader output = reader(process.getInputStream())) {
			String address = output.readLine();
			assertThat(address).startsWith("Address:    http://127.0.0.1:");
			assertThat(output.readLine()).isEqualTo("API key:    the-key");
			assertThat(output.readLine()).isEqualTo("Project id: prj_1");
			URI uri = URI.create(address.substring(12) + "/api/projects/current");
			HttpResponse<String> response = HttpClient.newHttpClient()
				.send(HttpRequest.newBuilder(uri).header("X-API-Key", "the-key").build(), BodyHandlers.ofString());
			assertThat(response.body()).contains("prj_1");
			HttpResponse<String> faults = HttpClient.newHttpClient()
				.send(HttpRequest.newBuilder(uri.resolve("/_control/faults")).build(), BodyHandlers.ofString());
			assertThat(faults.statusCode()).isEqualTo(200);
		}
		finally {
			process.destroy();
		}
		assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void theServerSpeaksAsOptionsAndAFileSay(@TempDir Path folder) throws Exception {
		Path file = folder.resolve("application.properties");
		Files.writeString(file, """
				spring.application.name=chat
				chat.wire.credentials.api-key=Authorization: ApiKey {key}
				chat.wire.paths.project=/nowhere
				""");
		CommandLine options = CommandLine.parse("--port", "0", "--api-key", "the-key", "--wire", file.toString(),
				"--wire.paths.project=/api/v1/me");
		try (ChatTestServer server = options.builder().build().start()) {
			assertThat(RestCalls.with(server, "Authorization", "ApiKey the-key")
				.undescribed()
				.get("/api/v1/me")
				.text("/id")).isEqualTo(server.projectId());
			assertThat(RestCalls.withKey(server).undescribed().get("/api/v1/me").status()).isEqualTo(401);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "operations.project-lookup", "operations[project-lookup]", "operations.[project-lookup]" })
	void theNameOfAMapsKeyMayStandInBrackets(String key) {
		CommandLine options = CommandLine.parse("--port", "0", "--api-key", "the-key", "--wire." + key + "=GET /me");
		try (ChatTestServer server = options.builder().build().start()) {
			assertThat(RestCalls.withKey(server).undescribed().get("/me").text("/id")).isEqualTo(server.projectId());
		}
	}

	@ParameterizedTest
	@CsvSource({ "operations[users-get], operations.users-get", "operations.users-get, operations[users-get]" })
	void theLaterValueWinsHoweverItsNameIsWritten(String inFile, String asOption, @TempDir Path folder)
			throws Exception {
		Path file = folder.resolve("application.properties");
		Files.writeString(file, "chat.wire." + inFile + "=GET /file/{userId}\n");
		CommandLine options = CommandLine.parse("--port", "0", "--wire", file.toString(),
				"--wire." + asOption + "=GET /option/{userId}");
		try (ChatTestServer server = options.builder().build().start()) {
			String ann = server.createUser("ann", "1");
			RestCalls api = RestCalls.withKey(server);
			assertThat(api.get("/option/" + ann).status()).isEqualTo(200);
			assertThat(api.get("/file/" + ann).status()).isEqualTo(404);
		}
	}

	@Test
	void helpListsTheOptions() throws Exception {
		Process process = launch("--help");
		try (BufferedReader output = reader(process.getInputStream())) {
			assertThat(output.lines()).anyMatch((line) -> line.contains("--api-key"))
				.anyMatch((line) -> line.contains("Not for production"));
		}
		assertThat(process.waitFor()).isZero();
	}

	@Test
	void badUsageAndATakenPortAreClearErrors() throws Exception {
		Process badUsage = launch("--port", "x");
		try (BufferedReader output = reader(badUsage.getErrorStream())) {
			assertThat(output.lines())
				.containsExactly("A port is a number from 0 to 65535, not x; --help lists the options");
		}
		assertThat(badUsage.waitFor()).isEqualTo(2);
		try (ChatTestServer other = ChatTestServer.start()) {
			Process taken = launch("--port", Integer.toString(other.port()));
			try (BufferedReader output = reader(taken.getErrorStream())) {
				assertThat(output.lines()).singleElement()
					.asString()
					.contains("Cannot listen on 127.0.0.1:" + other.port())
					.contains("in use");
			}
			assertThat(taken.waitFor()).isOne();
		}
	}

	private static Process launch(String... options) throws IOException {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
						System.getProperty("java.class.path"), ChatTestServerApplication.class.getName()));
		command.addAll(List.of(options));
		return new ProcessBuilder(command).start();
	}

	private static BufferedReader reader(InputStream stream) {
		return new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
	}

}
