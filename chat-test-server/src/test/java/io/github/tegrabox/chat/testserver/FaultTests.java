package io.github.tegrabox.chat.testserver;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.github.tegrabox.chat.testserver.RestCalls.Answer;
import io.github.tegrabox.chat.testserver.fault.FaultRule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Faults of REST operations.
 */
class FaultTests {

	private ChatTestServer server;

	private RestCalls api;

	private String ann;

	private String room;

	@BeforeEach
	void start() {
		this.server = ChatTestServer.start();
		this.api = RestCalls.withKey(this.server).undescribed();
		this.ann = this.server.createUser("ann", "1");
		this.room = this.server.createRoom("General", this.ann);
	}

	@AfterEach
	void stop() {
		this.server.close();
	}

	@Test
	void theNextCallsFail() {
		this.server.failNext(2, 503);
		assertThat(statuses(3)).containsExactly(503, 503, 200);
	}

	@Test
	void aFailedCallIsNotAppliedAndSaysTheContractsError() {
		this.server.failNext(1, 500);
		Answer answer = createMessage();
		assertThat(answer.status()).isEqualTo(500);
		assertThat(answer.text("/error/code")).isEqualTo("internal_error");
		assertThat(answer.text("/requestId")).isNotBlank();
		assertThat(messages()).isZero();
	}

	@Test
	void aFaultStandsAtOneOperation() {
		this.server.faults().on("messages.list").times(3).respond(503);
		assertThat(this.api.get("rooms/" + this.room).status()).isEqualTo(200);
		assertThat(IntStream.range(0, 4).map((i) -> listMessages().status())).containsExactly(503, 503, 503, 200);
	}

	@Test
	void aFaultStandsAtOneCallOrFromOneOn() {
		this.server.faults().on("rooms.list").nth(2).respond(500);
		assertThat(statuses(3)).containsExactly(200, 500, 200);
		FaultRule rule = this.server.faults().on("rooms.list").from(3).respond(502);
		assertThat(statuses(4)).containsExactly(200, 200, 502, 502);
		assertThat(rule.hits()).isEqualTo(2);
		rule.remove();
		assertThat(statuses(1)).containsExactly(200);
	}

	@Test
	void faultsAtOnePointHappenOneAfterTheOther() {
		this.server.failNext(1, 500);
		this.server.failNext(1, 503);
		assertThat(this.server.faults().active()).hasSize(2);
		assertThat(statuses(3)).containsExactly(500, 503, 200);
		assertThat(this.server.faults().active()).isEmpty();
	}

	@Test
	void chanceIsTheSameWithTheSameSeed() {
		this.server.faults().on("rooms.list").probability(0.5, 42).respond(500);
		List<Integer> first = statuses(40);
		this.server.faults().clear();
		this.server.faults().on("rooms.list").probability(0.5, 42).respond(500);
		assertThat(statuses(40)).isEqualTo(first).contains(200, 500);
	}

	@Test
	void callsThatAnotherFaultTakesCountToo() {
		this.server.failNext(1, 503);
		this.server.faults().on("rooms.list").nth(2).respond(500);
		assertThat(statuses(3)).containsExactly(503, 500, 200);
		this.server.failNext(1, 503);
		this.server.faults().on("rooms.list").from(3).respond(500);
		assertThat(statuses(3)).containsExactly(503, 200, 500);
	}

	@Test
	void chanceIsTheSameWhateverAnotherFaultTakes() {
		this.server.faults().on("rooms.list").probability(0.5, 42).respond(500);
		List<Integer> alone = statuses(40);
		this.server.faults().clear();
		this.server.failNext(3, 503);
		this.server.faults().on("rooms.list").probability(0.5, 42).respond(500);
		assertThat(statuses(40).subList(3, 40)).isEqualTo(alone.subList(3, 40));
	}

	@Test
	void aFaultAnswersWithHeadersAndBody() {
		this.server.faults()
			.on("rooms.list")
			.times(1)
			.respond(502, Map.of("Content-Type", "text/html", "X-Proxy", "yes"), "<h1>Bad gateway</h1>");
		Answer answer = this.api.get("rooms");
		assertThat(answer.status()).isEqualTo(502);
		assertThat(answer.header("Content-Type")).isEqualTo("text/html");
		assertThat(answer.header("X-Proxy")).isEqualTo("yes");
		assertThat(answer.body()).isEqualTo("<h1>Bad gateway</h1>");
	}

	@Test
	void aRateLimitSaysWhenToTryAgain() {
		this.server.faults().on("rooms.list").times(1).rateLimit(Duration.ofSeconds(7));
		Answer answer = this.api.get("rooms");
		assertThat(answer.status()).isEqualTo(429);
		assertThat(answer.header("Retry-After")).isEqualTo("7");
		assertThat(answer.text("/error/code")).isEqualTo("rate_limited");
	}

	@Test
	void anAnswerComesLate() {
		this.server.delayNext(1, Duration.ofMillis(300));
		long start = System.nanoTime();
		assertThat(this.api.get("rooms").status()).isEqualTo(200);
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
	}

	@Test
	void delaysComeOnTopOfOtherFaults() {
		this.server.delayNext(1, Duration.ofMillis(200));
		this.server.failNext(1, 503);
		long start = System.nanoTime();
		assertThat(this.api.get("rooms").status()).isEqualTo(503);
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
	}

	@Test
	void aBodyComesInPieces() {
		String expected = this.api.get("rooms").body();
		this.server.faults().on("rooms.list").times(1).slowBody(expected.length() / 4, Duration.ofMillis(100));
		long start = System.nanoTime();
		assertThat(this.api.get("rooms").body()).isEqualTo(expected);
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
	}

	@Test
	void theJsonOfAnAnswerIsBroken() {
		this.server.faults().on("messages.create").times(1).malformedJson();
		Answer answer = createMessage();
		assertThat(answer.status()).isEqualTo(201);
		assertThatExceptionOfType(JacksonException.class).isThrownBy(answer::json);
		assertThat(messages()).isOne();
	}

	@Test
	void aConnectionIsCutBeforeTheCallIsApplied() {
		this.server.cutNext(1);
		assertCut();
		assertThat(messages()).isZero();
	}

	@Test
	void aConnectionIsCutWithinTheAnswer() {
		this.server.faults().on("messages.create").times(1).cutWithinAnswer();
		assertCut();
		assertThat(messages()).isOne();
	}

	@Test
	void aConnectionIsCutAfterTheCallIsApplied() {
		this.server.faults().on("messages.create").times(1).cutAfterApplying();
		assertCut();
		assertThat(messages()).isOne();
		this.server.faults().on("users.delete").times(1).cutWithinAnswer();
		assertThatExceptionOfType(IOException.class)
			.isThrownBy(() -> this.api.tryCall("DELETE", "users/" + this.ann, null));
		assertThat(this.api.get("users/" + this.ann).status()).isEqualTo(404);
	}

	@Test
	void whatDoesNotFitIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.server.faults().on("message.list"))
			.withMessageContaining("messages.list")
			.withMessageContaining("emit.user_joined");
		assertThatIllegalArgumentException().isThrownBy(() -> this.server.faults().on("rooms.list").drop())
			.withMessageContaining("rooms.list");
		assertThatIllegalArgumentException().isThrownBy(() -> this.server.faults().on("emit.message").respond(500));
		assertThatIllegalArgumentException().isThrownBy(() -> this.server.faults().on("*").respond(99));
		assertThatIllegalArgumentException().isThrownBy(() -> this.server.faults().on("*").times(0));
		assertThatIllegalArgumentException().isThrownBy(() -> this.server.faults().on("*").nth(0));
		assertThatIllegalArgumentException().isThrownBy(() -> this.server.faults().on("*").probability(1.1, 1));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.server.faults().on("*").delay(Duration.ofSeconds(-1)));
	}

	@Test
	void resetClearsFaultsDataAndRecords() {
		this.server.failNext(5, 500);
		this.server.tokenTtl(Duration.ZERO);
		this.server.clockSkew(Duration.ofDays(1));
		this.api.get("rooms");
		String key = this.server.apiKey();
		String project = this.server.projectId();
		this.server.reset();
		assertThat(this.server.recorder().requests().all()).isEmpty();
		assertThat(this.server.recorder().counts()).isEmpty();
		assertThat(this.api.get("rooms").json().get("total").intValue()).isZero();
		assertThat(this.api.get("users").json().get("total").intValue()).isZero();
		assertThat(this.server.apiKey()).isEqualTo(key);
		assertThat(this.server.projectId()).isEqualTo(project);
		String token = this.server.issueToken(this.server.createUser("ann", "1"));
		assertThat(RestCalls.withToken(this.server, token).get("/api/auth/verify").status()).isEqualTo(200);
	}

	@Test
	void resetSetsTheTimesOfWhatIsCreatedBack() {
		this.server.clockSkew(Duration.ofDays(1));
		this.server.createUser("bob", "2");
		this.server.reset();
		Answer user = this.api.get("users/" + this.server.createUser("bob", "2"));
		assertThat(Instant.parse(user.text("/created_at"))).isBefore(Instant.now().plus(Duration.ofHours(1)));
	}

	private List<Integer> statuses(int calls) {
		return IntStream.range(0, calls).mapToObj((i) -> this.api.get("rooms").status()).toList();
	}

	private Answer createMessage() {
		return this.api.post("rooms/" + this.room + "/messages", message());
	}

	private Answer listMessages() {
		return this.api.get("rooms/" + this.room + "/messages");
	}

	private int messages() {
		return listMessages().json().get("total").intValue();
	}

	private String message() {
		return "{\"content\":\"hello\",\"user_id\":\"" + this.ann + "\"}";
	}

	private void assertCut() {
		assertThatExceptionOfType(IOException.class)
			.isThrownBy(() -> this.api.tryCall("POST", "rooms/" + this.room + "/messages", message()));
	}

}
