package io.github.tegrabox.chat.internal.auth;

import java.io.ByteArrayOutputStream;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import io.github.tegrabox.chat.error.ChatException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.scheduler.VirtualTimeScheduler;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class TokenSourceTests {

	private static final Instant START = Instant.parse("2026-01-31T12:00:00Z");

	private static final Duration WAIT = Duration.ofSeconds(30);

	private Instant now = START;

	private final Clock clock = new Clock() {

		@Override
		public Instant instant() {
			return TokenSourceTests.this.now;
		}

		@Override
		public ZoneOffset getZone() {
			return ZoneOffset.UTC;
		}

		@Override
		public Clock withZone(java.time.ZoneId zone) {
			return this;
		}

	};

	private final VirtualTimeScheduler timer = VirtualTimeScheduler.create();

	private final AtomicInteger issued = new AtomicInteger();

	@Test
	void keepsATokenUntilShortlyBeforeItExpires() {
		TokenSource source = source(Duration.ofMinutes(10));
		Token first = source.current().block(WAIT);
		assertThat(first).isNotNull();
		assertThat(first.expiresAt()).isEqualTo(START.plusSeconds(600));
		this.now = START.plusSeconds(569);
		assertThat(source.current().block(WAIT)).isEqualTo(first);
		this.now = START.plusSeconds(570);
		assertThat(source.current().block(WAIT)).isNotEqualTo(first);
		assertThat(this.issued).hasValue(2);
	}

	@Test
	void keepsAShortLivedTokenForMostOfItsLife() {
		TokenSource source = source(Duration.ofSeconds(10));
		source.current().block(WAIT);
		this.now = START.plusSeconds(7);
		source.current().block(WAIT);
		assertThat(this.issued).hasValue(1);
		this.now = START.plusSeconds(8);
		source.current().block(WAIT);
		assertThat(this.issued).hasValue(2);
	}

	@Test
	void sharesOneRenewalAmongConcurrentCallersAndSurvivesTheCancellationOfTheFirst() throws Exception {
		CountDownLatch called = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		TokenSource source = elastic(() -> {
			called.countDown();
			await(release);
			return jwt("{\"n\":" + this.issued.incrementAndGet() + "}");
		});
		var first = source.current().subscribe();
		assertThat(called.await(1, TimeUnit.MINUTES)).isTrue();
		var others = Flux.range(0, 50).flatMap((i) -> source.current(), 50).collectList().toFuture();
		first.dispose();
		release.countDown();
		List<Token> tokens = others.get(1, TimeUnit.MINUTES);
		assertThat(tokens).hasSize(50).containsOnly(tokens.get(0));
		assertThat(this.issued).hasValue(1);
	}

	@Test
	void keepsNoFailure() {
		TokenSource source = elastic(() -> {
			if (this.issued.incrementAndGet() == 1) {
				throw new IllegalStateException("down");
			}
			return "a.b.c";
		});
		assertThatExceptionOfType(ChatException.class).isThrownBy(() -> source.current().block(WAIT))
			.withMessage("The token provider failed")
			.withCauseInstanceOf(IllegalStateException.class);
		assertThat(source.current().map(Token::value).block(WAIT)).isEqualTo("a.b.c");
	}

	@Test
	void renewsARefusedTokenOnceForAllWhoHeldIt() {
		TokenSource source = source(Duration.ofMinutes(10));
		Token refused = source.current().block(WAIT);
		assertThat(refused).isNotNull();
		Token renewed = source.renew(refused).block(WAIT);
		assertThat(renewed).isNotEqualTo(refused);
		assertThat(source.renew(refused).block(WAIT)).isEqualTo(renewed);
		assertThat(source.current().block(WAIT)).isEqualTo(renewed);
		assertThat(this.issued).hasValue(2);
	}

	@Test
	void failsIfTheProviderIssuesTheRefusedTokenAgain() {
		TokenSource source = elastic(() -> "a.b.c");
		assertThatExceptionOfType(ChatException.class)
			.isThrownBy(() -> source.renew(new Token("a.b.c", null)).block(WAIT))
			.withMessageContaining("same token");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "can\nary", "can ary", "canarÿ" })
	void refusesWhatNoHeaderCanCarryWithoutPrintingIt(String jwt) {
		TokenSource source = elastic(() -> jwt);
		assertThatExceptionOfType(ChatException.class).isThrownBy(() -> source.current().block(WAIT))
			.satisfies((ex) -> assertThat(ex).hasStackTraceContaining("JWT")
				.satisfies((same) -> assertThat(same.getCause().getMessage()).doesNotContain("canar", "can ary")));
	}

	@Test
	void keepsATokenThatHasExpiredByThisClockUntilTheServerRefusesIt() {
		TokenSource source = source(Duration.ofHours(-1));
		Token token = source.current().block(WAIT);
		assertThat(token).isNotNull();
		assertThat(source.current().block(WAIT)).isEqualTo(token);
		assertThat(source.renew(token).block(WAIT)).isNotEqualTo(token);
		assertThat(this.issued).hasValue(2);
	}

	@Test
	void givesUpAProviderThatHangsAndAsksItAgain() throws Exception {
		CountDownLatch called = new CountDownLatch(1);
		CountDownLatch interrupted = new CountDownLatch(1);
		TokenSource source = provided(() -> {
			if (this.issued.incrementAndGet() == 1) {
				called.countDown();
				hang(interrupted);
			}
			return "a.b." + this.issued;
		});
		var first = source.current().toFuture();
		assertThat(called.await(1, TimeUnit.MINUTES)).isTrue();
		var second = source.current().toFuture();
		this.timer.advanceTimeBy(Duration.ofMillis(44_999));
		assertThat(first).isNotDone();
		this.timer.advanceTimeBy(Duration.ofMillis(1));
		for (var each : List.of(first, second)) {
			assertThat(each).failsWithin(WAIT)
				.withThrowableOfType(ExecutionException.class)
				.havingCause()
				.isInstanceOf(ChatException.class)
				.withMessage("The token provider gave no answer within 45 s");
		}
		assertThat(interrupted.await(1, TimeUnit.MINUTES)).isTrue();
		assertThat(source.current().map(Token::value).block(WAIT)).isEqualTo("a.b.2");
	}

	@Test
	void ignoresAnAnswerThatComesTooLate() throws Exception {
		CountDownLatch called = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		CountDownLatch answered = new CountDownLatch(1);
		TokenSource source = provided(() -> {
			if (this.issued.incrementAndGet() > 1) {
				return "a.new.c";
			}
			called.countDown();
			awaitWhateverComes(release);
			answered.countDown();
			return "a.late.c";
		});
		var first = source.current().toFuture();
		assertThat(called.await(1, TimeUnit.MINUTES)).isTrue();
		this.timer.advanceTimeBy(Duration.ofSeconds(45));
		assertThat(first).failsWithin(WAIT);
		assertThat(source.current().map(Token::value).block(WAIT)).isEqualTo("a.new.c");
		release.countDown();
		assertThat(answered.await(1, TimeUnit.MINUTES)).isTrue();
		assertThat(source.current().map(Token::value).block(WAIT)).isEqualTo("a.new.c");
	}

	@Test
	void occupiesFewThreadsWithAProviderThatHangsForGood() throws Exception {
		CountDownLatch release = new CountDownLatch(1);
		TokenSource source = provided(() -> {
			this.issued.incrementAndGet();
			awaitWhateverComes(release);
			return "a.b.c";
		});
		for (int i = 1; i <= 3; i++) {
			int calls = i;
			var attempt = source.current().toFuture();
			Awaitility.await().atMost(WAIT).until(() -> this.issued.get() == calls);
			this.timer.advanceTimeBy(Duration.ofSeconds(45));
			assertThat(attempt).failsWithin(WAIT);
		}
		assertThatExceptionOfType(ChatException.class).isThrownBy(() -> source.current().block(WAIT))
			.withMessageContaining("hang");
		assertThat(this.issued).hasValue(3);
		release.countDown();
		Awaitility.await()
			.atMost(WAIT)
			.ignoreExceptions()
			.until(() -> source.current().map(Token::value).block(WAIT), "a.b.c"::equals);
	}

	@Test
	void keepsNoErrorThatReactorLetsPass() {
		TokenSource source = provided(() -> {
			throw new NoClassDefFoundError("by the test");
		});
		assertThatExceptionOfType(ChatException.class).isThrownBy(() -> source.current().block(WAIT))
			.withCauseInstanceOf(NoClassDefFoundError.class);
	}

	@Test
	void callsTheProviderWhereItMayBlock() {
		TokenSource source = elastic(() -> Mono.just("a.b.c").delayElement(Duration.ofMillis(1)).block());
		assertThat(source.current().subscribeOn(Schedulers.parallel()).map(Token::value).block(WAIT))
			.isEqualTo("a.b.c");
	}

	@Test
	void cannotRenewAFixedToken() {
		TokenSource source = TokenSource.fixed(Token.of("canary-1"));
		assertThat(source.isRenewable()).isFalse();
		assertThat(source.current().map(Token::value).block(WAIT)).isEqualTo("canary-1");
		assertThatExceptionOfType(ChatException.class).isThrownBy(() -> source.renew(Token.of("canary-1")).block(WAIT))
			.withMessageNotContaining("canary");
		assertThat(source).hasToString("fixed Token[value=***, expiresAt=null]");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "x", "x.y", "x.!!.z", "..", "x.e30.z" })
	void readsNoExpiryFromOtherText(String text) {
		assertThat(JwtClaims.read(text).expiresAt()).isNull();
	}

	@Test
	void readsWhoTheTokenIsOf() {
		assertThat(Token.of(jwt("{\"sub\":\"usr_1\"}")).userId()).isEqualTo("usr_1");
		assertThat(Token.of(jwt("{\"user_id\":\"usr_2\",\"exp\":1e300}")).userId()).isEqualTo("usr_2");
		// As entities and events have such an id.
		assertThat(Token.of(jwt("{\"sub\":17}")).userId()).isEqualTo("17");
		assertThat(Token.of(jwt("{\"userId\":900719925474099312}")).userId()).isEqualTo("900719925474099312");
		assertThat(Token.of(jwt("{\"sub\":null,\"user_id\":18}")).userId()).isEqualTo("18");
		assertThat(Token.of(jwt("{\"sub\":{\"a\":1}}")).userId()).isNull();
		assertThat(Token.of("opaque").userId()).isNull();
	}

	@Test
	void readsTheExpiry() {
		assertThat(JwtClaims.read(jwt("{\"a\":{\"exp\":1},\"exp\":1769860800}")).expiresAt()).isEqualTo(START);
		assertThat(JwtClaims.read(jwt("{\"exp\":1769860800.5}")).expiresAt()).isEqualTo(START.plusMillis(500));
		assertThat(JwtClaims.read(jwt("{\"exp\":\"soon\"}")).expiresAt()).isNull();
		assertThat(JwtClaims.read(jwt("{\"exp\":1e300}")).expiresAt()).isNull();
		assertThat(JwtClaims.read(jwt("{\"exp\":1e5000000}")).expiresAt()).isNull();
		assertThat(JwtClaims.read(jwt("{\"exp\":-1e100000000}")).expiresAt()).isNull();
	}

	@Test
	void showsASecretToNoSerializer() {
		Secret secret = Secret.of("canary-canary", "API key");
		Token token = Token.of("canary-canary");
		for (Object holder : List.of(secret, token)) {
			assertThat(holder.toString()).doesNotContain("canary");
			assertThatExceptionOfType(NotSerializableException.class)
				.isThrownBy(() -> new ObjectOutputStream(new ByteArrayOutputStream()).writeObject(holder));
			assertThat(JsonMapper.builder()
				.disable(tools.jackson.databind.SerializationFeature.FAIL_ON_EMPTY_BEANS)
				.build()
				.writeValueAsString(holder)).doesNotContain("canary");
		}
	}

	@Test
	void redactsASecretHoweverItIsEscaped() {
		Secret secret = Secret.of("can\"ary/\\key", "API key");
		assertThat(secret.redact("a can\"ary/\\key b can\\\"ary/\\\\key c can%22ary%2F%5Ckey"))
			.isEqualTo("a *** b *** c ***");
		assertThat(Secret.of(" canary\r\n", "API key").value()).isEqualTo("canary");
		assertThatIllegalArgumentException().isThrownBy(() -> Secret.of("canary\r\nX: y", "API key"))
			.withMessageContaining("API key")
			.withMessageNotContaining("canary");
	}

	private TokenSource source(Duration life) {
		return provided(() -> jwt("{\"jti\":" + this.issued.incrementAndGet() + ",\"exp\":"
				+ this.now.plus(life).getEpochSecond() + "}"));
	}

	private static TokenSource elastic(Supplier<String> provider) {
		return TokenSource.provided(provider, Schedulers::boundedElastic, Mono::delay);
	}

	private TokenSource provided(Supplier<String> provider) {
		return new ProvidedTokenSource(provider, Schedulers::boundedElastic, (pause) -> Mono.delay(pause, this.timer),
				this.clock);
	}

	private static void hang(CountDownLatch interrupted) {
		try {
			new CountDownLatch(1).await(30, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			interrupted.countDown();
			throw new IllegalStateException(ex);
		}
	}

	private static void awaitWhateverComes(CountDownLatch latch) {
		while (latch.getCount() > 0) {
			try {
				latch.await(1, TimeUnit.MINUTES);
			}
			catch (InterruptedException ex) {
				// As a read of a socket would do.
			}
		}
	}

	private static String jwt(String claims) {
		return "e30." + Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(StandardCharsets.UTF_8))
				+ ".c2ln";
	}

	private static void await(CountDownLatch latch) {
		try {
			if (!latch.await(1, TimeUnit.MINUTES)) {
				throw new IllegalStateException("not released");
			}
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
