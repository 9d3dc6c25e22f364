package io.github.tegrabox.chat.testserver;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

import io.github.tegrabox.chat.testserver.RestCalls.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Control over HTTP.
 */
class ControlTests {

	private ChatTestServer server;

	private RestCalls control;

	private RestCalls api;

	@BeforeEach
	void start() {
		this.server = ChatTestServer.builder().control(true).build().start();
		this.control = RestCalls.with(this.server);
		this.api = RestCalls.withKey(this.server).undescribed();
	}

	@AfterEach
	void stop() {
		this.server.close();
	}

	@Test
	void aFaultIsAskedForListedAndCleared() {
		Answer answer = addFault("{\"on\":\"rooms.list\",\"from\":2,\"effect\":\"respond\",\"status\":503,"
				+ "\"headers\":{\"Retry-After\":\"3\"},\"body\":\"{}\"}");
		assertThat(answer.status()).isEqualTo(200);
		assertThat(this.api.get("rooms").status()).isEqualTo(200);
		Answer failed = this.api.get("rooms");
		assertThat(failed.status()).isEqualTo(503);
		assertThat(failed.header("Retry-After")).isEqualTo("3");
		JsonNode faults = this.control.get("/_control/faults").json();
		assertThat(faults.at("/0/on").stringValue()).isEqualTo("rooms.list");
		assertThat(faults.at("/0/hits").intValue()).isOne();
		assertThat(this.control.delete("/_control/faults").status()).isEqualTo(204);
		assertThat(this.api.get("rooms").status()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"on\":\"*\",\"effect\":\"rate_limit\",\"retry_after\":2",
			"\"on\":\"*\",\"effect\":\"delay\",\"delay_ms\":5",
			"\"on\":\"*\",\"effect\":\"slow_body\",\"chunk_size\":5,\"pause_ms\":1",
			"\"on\":\"*\",\"effect\":\"malformed_json\"", "\"on\":\"*\",\"effect\":\"cut_before_applying\"",
			"\"on\":\"*\",\"effect\":\"cut_within_answer\"", "\"on\":\"*\",\"effect\":\"cut_after_applying\"",
			"\"on\":\"socket.connect\",\"effect\":\"refuse\",\"code\":\"token_expired\"",
			"\"on\":\"emit.message\",\"effect\":\"drop\"", "\"on\":\"receive.join_room\",\"effect\":\"drop_ack\"",
			"\"on\":\"emit.message\",\"effect\":\"duplicate\"",
			"\"on\":\"emit.message\",\"effect\":\"malformed_frame\"",
			"\"on\":\"emit.message\",\"effect\":\"end\",\"end\":\"half_open\"" })
	void everyEffectCanBeAskedFor(String fault) {
		assertThat(addFault("{" + fault + ",\"nth\":3}").status()).isEqualTo(200);
		assertThat(addFault("{" + fault + ",\"times\":2,\"probability\":0.5,\"seed\":7}").status()).isEqualTo(200);
		assertThat(this.server.faults().active()).hasSize(2);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{", "[]", "{}", "{\"on\":\"nowhere\",\"effect\":\"drop\"}", "{\"on\":\"*\"}",
			"{\"on\":\"*\",\"effect\":\"explode\"}", "{\"on\":\"*\",\"effect\":\"respond\"}",
			"{\"on\":\"*\",\"effect\":\"respond\",\"status\":\"500\"}",
			"{\"on\":\"*\",\"effect\":\"respond\",\"status\":7}",
			"{\"on\":\"*\",\"effect\":\"respond\",\"status\":500,\"headers\":{\"A b\":\"x\"}}",
			"{\"on\":\"*\",\"effect\":\"respond\",\"status\":500,\"headers\":{\"X\":\"a\\nb\"}}",
			"{\"on\":\"*\",\"effect\":\"respond\",\"status\":500,\"headers\":\"X: a\"}",
			"{\"on\":\"*\",\"effect\":\"respond\",\"status\":500,\"headers\":{\"X\":null}}",
			"{\"on\":\"*\",\"effect\":\"drop\"}", "{\"on\":\"*\",\"effect\":\"malformed_json\",\"times\":0}",
			"{\"on\":\"*\",\"effect\":\"malformed_json\",\"probability\":\"x\"}",
			"{\"on\":\"emit.message\",\"effect\":\"end\",\"end\":\"softly\"}" })
	void aBadFaultIsRefused(String fault) {
		Answer answer = addFault(fault);
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.text("/error/message")).isNotBlank();
		assertThat(this.server.faults().active()).isEmpty();
	}

	@Test
	void aNameThatThereIsNotIsRefused() {
		Answer fault = addFault("{\"on\":\"*\",\"effect\":\"respond\",\"status\":500,\"time\":3}");
		assertThat(fault.status()).isEqualTo(400);
		assertThat(fault.text("/error/message")).contains("\"time\"", "times");
		assertThat(this.server.faults().active()).isEmpty();
		Answer settings = this.control.patch("/_control/settings", "{\"clock_skew\":60000}");
		assertThat(settings.status()).isEqualTo(400);
		assertThat(settings.text("/error/message")).contains("\"clock_skew\"", "clock_skew_ms");
		assertThat(this.control.post("/_control/sockets", "{\"end\":\"close\",\"room\":\"x\"}").status())
			.isEqualTo(400);
	}

	@Test
	void headersOfTheWrongTypeAreNamed() {
		Answer answer = addFault("{\"on\":\"*\",\"effect\":\"respond\",\"status\":500,\"headers\":{\"X\":{\"a\":1}}}");
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.text("/error/code")).isEqualTo("validation_failed");
		assertThat(answer.text("/error/message")).contains("headers");
	}

	@Test
	void refusedSettingsChangeNothing() {
		for (String wrong : List.of("\"message_order\":\"random\"", "\"revoke_api_key\":\"nobodys\"")) {
			assertThat(this.control
				.patch("/_control/settings",
						"{\"accept_api_key\":\"next-key\",\"clock_skew_ms\":2592000000," + wrong + "}")
				.status()).isEqualTo(400);
			assertThat(RestCalls.with(this.server, "X-API-Key", "next-key").get("rooms").status()).isEqualTo(401);
			Answer user = this.api.get("users/" + this.server.createUser("ann", wrong));
			assertThat(Instant.parse(user.text("/created_at"))).isBefore(Instant.now().plus(Duration.ofDays(1)));
		}
	}

	@Test
	void theKeyIsRotated() {
		assertThat(this.control
			.patch("/_control/settings",
					"{\"accept_api_key\":\"next-key\",\"revoke_api_key\":\"" + this.server.apiKey() + "\"}")
			.status()).isEqualTo(204);
		assertThat(this.api.get("rooms").status()).isEqualTo(401);
		assertThat(RestCalls.with(this.server, "X-API-Key", "next-key").get("rooms").status()).isEqualTo(200);
		Answer again = this.control.patch("/_control/settings", "{\"revoke_api_key\":\"nobodys\"}");
		assertThat(again.status()).isEqualTo(400);
		assertThat(again.text("/error/message")).doesNotContain("nobodys");
	}

	@Test
	void settingsChange() {
		String ann = this.server.createUser("ann", "1");
		String room = this.server.createRoom("General", ann);
		this.server.createMessage(room, ann, "one");
		this.server.createMessage(room, ann, "two");
		assertThat(this.control
			.patch("/_control/settings",
					"{\"token_ttl_ms\":0,\"clock_skew_ms\":60000,\"message_order\":\"oldest-first\","
							+ "\"hold_pings\":false,\"ignore_pongs\":false}")
			.status()).isEqualTo(204);
		assertThat(this.api.get("rooms/" + room + "/messages").text("/items/0/content")).isEqualTo("one");
		RestCalls asAnn = RestCalls.withToken(this.server, this.server.issueToken(ann));
		assertThat(asAnn.get("/api/auth/verify").text("/error/code")).isEqualTo("token_expired");
		this.control.patch("/_control/settings", "{\"token_ttl_ms\":null}");
		asAnn = RestCalls.withToken(this.server, this.server.issueToken(ann));
		assertThat(asAnn.get("/api/auth/verify").status()).isEqualTo(200);
		assertThat(this.control.patch("/_control/settings", "{\"message_order\":\"random\"}").status()).isEqualTo(400);
	}

	@Test
	void longTimesAndSeedsAreTaken() {
		assertThat(this.control.patch("/_control/settings", "{\"clock_skew_ms\":2592000000}").status()).isEqualTo(204);
		Answer user = this.api.get("users/" + this.server.createUser("ann", "1"));
		assertThat(Instant.parse(user.text("/created_at"))).isAfter(Instant.now().plus(Duration.ofDays(29)));
		assertThat(addFault("{\"on\":\"*\",\"effect\":\"delay\",\"delay_ms\":2592000000,\"nth\":2}").status())
			.isEqualTo(200);
		assertThat(
				addFault("{\"on\":\"*\",\"effect\":\"malformed_json\",\"probability\":0,\"seed\":9223372036854775807}")
					.status())
			.isEqualTo(200);
		assertThat(this.control.patch("/_control/settings", "{\"clock_skew_ms\":9223372036854775807}")
			.text("/error/message")).isEqualTo("clock_skew_ms must be at most 3153600000000");
	}

	@Test
	void socketsEnd() {
		String ann = this.server.createUser("ann", "1");
		try (TestSocket socket = TestSocket.connect(this.server, this.server.issueToken(ann))) {
			assertThat(this.control.post("/_control/sockets", "{\"end\":\"reset\"}").status()).isEqualTo(204);
			assertThat(socket.end()).isEqualTo("error");
			await().atMost(Duration.ofMinutes(1)).until(() -> this.server.connectedSockets() == 0);
		}
	}

	@Test
	void whatHappenedIsTold() {
		this.api.post("users", "{\"username\":\"ann\",\"external_user_id\":\"1\"}");
		IntStream.range(0, 2).forEach((i) -> this.api.get("users"));
		try (TestSocket socket = TestSocket.open(this.server, null)) {
			socket.refusal();
		}
		assertThat(this.control.get("/_control/counts").json().get("users.list").intValue()).isEqualTo(2);
		Answer requests = this.control.get("/_control/requests");
		assertThat(requests.json().at("/0/operation").stringValue()).isEqualTo("users.create");
		assertThat(requests.json().at("/0/status").intValue()).isEqualTo(201);
		assertThat(requests.body()).doesNotContain(this.server.apiKey());
		assertThat(this.control.get("/_control/events").json().at("/0/name").stringValue()).isEqualTo("token_missing");
		this.server.takeRequest(Duration.ofSeconds(1));
		assertThat(this.control.post("/_control/reset", null).status()).isEqualTo(204);
		assertThat(this.control.get("/_control/requests").json()).isEmpty();
		assertThat(this.api.get("users").json().get("total").intValue()).isZero();
	}

	@Test
	void namesThatWereMadeToLeadHereMayNotReadTheServer() throws IOException {
		for (String host : List.of("evil.example", "127.0.0.1.evil.example", "localhost.evil.example:80")) {
			assertThat(statusFor(host)).isEqualTo("HTTP/1.1 403 Forbidden");
		}
		for (String host : List.of("localhost:" + this.server.port(), "127.0.0.1", "[::1]:80", "chat.localhost")) {
			assertThat(statusFor(host)).isEqualTo("HTTP/1.1 200 OK");
		}
	}

	@Test
	void theAddressOfARequestCountsMoreThanItsHost() throws IOException {
		assertThat(statusFor("http://evil.example", "localhost")).isEqualTo("HTTP/1.1 403 Forbidden");
		assertThat(statusFor("http://localhost:" + this.server.port(), "evil.example")).isEqualTo("HTTP/1.1 200 OK");
	}

	private String statusFor(String host) throws IOException {
		return statusFor("", host);
	}

	private String statusFor(String origin, String host) throws IOException {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.server.port())) {
			socket.getOutputStream()
				.write(("GET " + origin + "/_control/requests HTTP/1.1\r\nHost: " + host
						+ "\r\nConnection: close\r\n\r\n")
					.getBytes(StandardCharsets.US_ASCII));
			return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
				.readLine();
		}
	}

	@Test
	void webPagesMayNotControlTheServer() {
		RestCalls page = RestCalls.with(this.server, "Origin", "http://localhost:8080");
		assertThat(page.post("/_control/reset", null).status()).isEqualTo(403);
		assertThat(this.control.get("/_control/nothing").status()).isEqualTo(404);
	}

	private Answer addFault(String body) {
		return this.control.post("/_control/faults", body);
	}

}
