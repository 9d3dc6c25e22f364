package io.github.tegrabox.chat.internal.socket.session;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.github.tegrabox.chat.error.ApiError;
import io.github.tegrabox.chat.error.ChatApiException;
import io.github.tegrabox.chat.error.ChatException;
import io.github.tegrabox.chat.error.ChatNetworkException;
import io.github.tegrabox.chat.event.ChatEvent;
import io.github.tegrabox.chat.event.SocketConnected;
import io.github.tegrabox.chat.event.SocketDisconnected;
import io.github.tegrabox.chat.event.SocketError;
import io.github.tegrabox.chat.internal.auth.Token;
import io.github.tegrabox.chat.internal.socket.room.Timer;
import io.github.tegrabox.chat.internal.socketio.HandshakeException;
import io.github.tegrabox.chat.socket.ConnectionState;
import io.github.tegrabox.chat.socket.SocketSettings.Reconnect;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link Session}, in virtual time.
 */
class SessionTests {

	private static final Duration INITIAL = Duration.ofMillis(500);

	private static final Duration LONGEST = Duration.ofSeconds(30);

	private final VirtualTime time = new VirtualTime();

	private final World world = new World();

	private Session session = session(true);

	private Session session(boolean renewable) {
		return session(renewable, false);
	}

	private Session session(boolean renewable, boolean shownAtHandshake) {
		return new Session(this.world, renewable, shownAtHandshake, Duration.ofSeconds(20),
				new Reconnect(INITIAL, LONGEST, 0.5), new SplittableRandom(42));
	}

	private void connected() {
		this.session.connect();
		accept();
	}

	private void accept() {
		this.session.tokenArrived(this.world.attempt, token("t" + this.world.attempt));
		this.session.opened(this.world.attempt, Duration.ofSeconds(25), Duration.ofSeconds(20));
		this.session.connected(this.world.attempt);
	}

	private Token token(String value) {
		return new Token(value, null);
	}

	@Test
	void connectsOnceHoweverOftenItIsTold() {
		this.session.connect();
		this.session.connect();
		accept();
		this.session.connect();
		assertThat(this.world.tokensAsked).hasSize(1);
		assertThat(this.world.opened).isEqualTo(1);
		assertThat(this.world.states).containsExactly(ConnectionState.CONNECTING, ConnectionState.CONNECTING,
				ConnectionState.CONNECTED);
	}

	@Test
	void isConnectedBeforeItTellsAnybody() {
		connected();
		assertThat(this.world.eventsAtLinkUp).isZero();
		assertThat(this.world.stateAtEvent).isEqualTo(ConnectionState.CONNECTED);
	}

	@Test
	void pausesGrowWithinTheEnvelopeAndStayAtTheLongest() {
		connected();
		Duration nominal = INITIAL;
		for (int i = 0; i < 12; i++) {
			this.session.closed(this.world.attempt, "transport close", null);
			int asked = this.world.tokensAsked.size();
			this.time.runFor(nominal.dividedBy(2).minusNanos(1));
			assertThat(this.world.tokensAsked).as("pause %d is not shorter", i).hasSize(asked);
			this.time.runFor(nominal.dividedBy(2).plusNanos(1));
			assertThat(this.world.tokensAsked).as("pause %d is not longer", i).hasSize(asked + 1);
			accept();
			nominal = (nominal.multipliedBy(2).compareTo(LONGEST) > 0) ? LONGEST : nominal.multipliedBy(2);
		}
	}

	@Test
	void pausesStartSmallAgainOnlyAfterAStableConnection() {
		connected();
		for (int i = 0; i < 5; i++) {
			this.session.closed(this.world.attempt, "transport close", null);
			this.time.runFor(LONGEST);
			accept();
		}
		this.world.active = true;
		this.time.runFor(LONGEST);
		this.session.closed(this.world.attempt, "transport close", null);
		int asked = this.world.tokensAsked.size();
		this.time.runFor(INITIAL);
		assertThat(this.world.tokensAsked).hasSize(asked + 1);
	}

	@Test
	void comesBackAfterTheServerSentItAwayButNotAtOnce() {
		connected();
		this.session.closed(this.world.attempt, "io server disconnect", null);
		this.time.runFor(INITIAL.minusNanos(1));
		assertThat(this.world.tokensAsked).hasSize(1);
		this.time.runFor(INITIAL.plusNanos(1));
		assertThat(this.world.tokensAsked).hasSize(2);
	}

	@Test
	void keepsTheTokenWhenOnlyTheLinkWasLost() {
		connected();
		this.session.closed(this.world.attempt, "transport close", null);
		this.time.runFor(INITIAL);
		assertThat(this.world.tokensAsked).containsExactly(null, null);
	}

	@Test
	void asksForOneNewTokenAtOnceWhenRefusedAndThenPauses() {
		this.session.connect();
		this.session.tokenArrived(this.world.attempt, token("old"));
		this.session.refused(this.world.attempt, "token_expired", "unauthorized");
		assertThat(this.world.asked()).containsExactly("-", "old");
		this.session.tokenArrived(this.world.attempt, token("new"));
		this.session.refused(this.world.attempt, "token_revoked", "unauthorized");
		assertThat(this.world.asked()).containsExactly("-", "old");
		this.time.runFor(INITIAL);
		assertThat(this.world.asked()).containsExactly("-", "old", "new");
		this.session.tokenArrived(this.world.attempt, token("newest"));
		this.session.connected(this.world.attempt);
		assertThat(this.world.errors()).containsExactly("token_expired", "token_revoked");
		assertThat(this.world.state()).isEqualTo(ConnectionState.CONNECTED);
	}

	@Test
	void doesNotShowARefusedTokenAgainAtOnce() {
		this.session.connect();
		this.session.tokenArrived(this.world.attempt, token("same"));
		this.session.refused(this.world.attempt, null, "unauthorized");
		this.session.tokenArrived(this.world.attempt, token("same"));
		assertThat(this.world.opened).isEqualTo(1);
		this.time.runFor(INITIAL);
		this.session.tokenArrived(this.world.attempt, token("same"));
		assertThat(this.world.opened).isEqualTo(2);
	}

	@Test
	void showsARefusedTokenAgainAfterAPauseIfThereIsNoOther() {
		this.session.connect();
		this.session.tokenArrived(this.world.attempt, token("only"));
		this.session.refused(this.world.attempt, "token_invalid", "unauthorized");
		this.session.tokenFailed(this.world.attempt, new ChatException("the same token"));
		assertThat(this.world.asked()).containsExactly("-", "only");
		this.time.runFor(INITIAL);
		assertThat(this.world.asked()).containsExactly("-", "only", "-");
		this.session.tokenArrived(this.world.attempt, token("only"));
		assertThat(this.world.opened).isEqualTo(2);
		this.session.refused(this.world.attempt, "token_invalid", "unauthorized");
		this.time.runFor(LONGEST);
		assertThat(this.world.asked()).containsExactly("-", "only", "-", "only");
	}

	@ParameterizedTest
	@CsvSource({ "Authentication error,, true", "Forbidden resource,, true", "Signature has expired,, true",
			"invalid credentials,, true", "Access denied,, true", "no, ERR_NOT_AUTHORIZED, true",
			"the room is full,, false", "unauthorized, server_full, false" })
	void showsAnotherTokenWhereTheWordsMayBeAboutIt(String message, @Nullable String code, boolean renewing) {
		this.session.connect();
		this.session.tokenArrived(this.world.attempt, token("a"));
		this.session.refused(this.world.attempt, code, message);
		this.time.runFor(INITIAL);
		assertThat(this.world.asked()).containsExactly("-", renewing ? "a" : "-");
		this.session = session(false);
		this.session.connect();
		this.session.tokenArrived(this.world.attempt, token("fixed"));
		this.session.refused(this.world.attempt, code, message);
		this.time.runFor(INITIAL);
		assertThat(this.world.asked().skip(2)).as("there is no other").containsExactly("-", "-");
	}

	@ParameterizedTest
	@CsvSource({ "401, true", "403, true", "404, false", "407, false", "503, false" })
	void asksForANewTokenWhereTheHandshakeRefusesIt(int status, boolean renewing) {
		this.session = session(true, true);
		failAtHandshake(HandshakeException.answered(status, "expired", null, null));
		assertThat(this.world.asked()).containsExactly("-", renewing ? "a" : "-");
		this.session.tokenArrived(this.world.attempt, token("b"));
		this.session.connected(this.world.attempt);
		this.session.closed(this.world.attempt, "transport close", null);
		this.time.runFor(LONGEST);
		assertThat(this.world.asked()).containsExactly("-", renewing ? "a" : "-", "-");
	}

	@Test
	void keepsTheTokenWhereTheHandshakeDoesNotShowIt() {
		failAtHandshake(HandshakeException.answered(401, "who are you?", null, null));
		assertThat(this.world.asked()).containsExactly("-", "-");
	}

	@Test
	void keepsTheTokenWhereAProxyRefusesTheTunnel() {
		this.session = session(true, true);
		failAtHandshake(HandshakeException.of(new IOException("Tunnel failed, got: 403")));
		assertThat(this.world.asked()).containsExactly("-", "-");
	}

	@Test
	void keepsTryingWithAFixedTokenWhenTheHandshakeRefusesIt() {
		this.session = session(false, true);
		failAtHandshake(HandshakeException.answered(401, "expired", null, null));
		assertThat(this.world.asked()).containsExactly("-", "-");
	}

	private void failAtHandshake(HandshakeException failure) {
		this.session.connect();
		this.session.tokenArrived(this.world.attempt, token("a"));
		this.session.closed(this.world.attempt, "transport error", failure);
		assertThat(this.world.tokensAsked).as("not at once").hasSize(1);
		this.time.runFor(INITIAL);
	}

	@Test
	void givesUpWhenAFixedTokenIsRefused() {
		this.session = session(false);
		this.session.connect();
		this.session.tokenArrived(this.world.attempt, token("fixed"));
		this.session.refused(this.world.attempt, "token_invalid", "unauthorized");
		this.session.connect();
		this.time.runFor(Duration.ofDays(1));
		assertThat(this.world.state()).isEqualTo(ConnectionState.FAILED);
		assertThat(this.world.tokensAsked).hasSize(1);
		assertThat(this.world.errors()).containsExactly("token_invalid");
	}

	@ParameterizedTest
	@CsvSource(value = { "author blocked for 1 minute,", "token bucket exhausted,", "not authorized right now,",
			"come back later,token_bucket_empty", "unauthorized,server_full" })
	void noWordsOfAServerEndItForGood(String message, @Nullable String code) {
		this.session = session(false);
		this.session.connect();
		for (int i = 0; i < 20; i++) {
			this.session.tokenArrived(this.world.attempt, token("fixed"));
			this.session.refused(this.world.attempt, code, message);
			assertThat(this.world.state()).isNotEqualTo(ConnectionState.FAILED);
			this.time.runFor(LONGEST);
		}
		assertThat(this.world.tokensAsked).hasSize(21);
	}

	@ParameterizedTest
	@CsvSource(value = { "unauthorized,", "Unauthorized,", "no,token_revoked", "no,invalid_token" })
	void aCodeOrTheWordOfTheApiEndsIt(String message, @Nullable String code) {
		this.session = session(false);
		this.session.connect();
		this.session.tokenArrived(this.world.attempt, token("fixed"));
		this.session.refused(this.world.attempt, code, message);
		assertThat(this.world.state()).isEqualTo(ConnectionState.FAILED);
	}

	@Test
	void pausesShrinkAfterConnectionsThatLastedAsLongAsThey() {
		connected();
		for (int i = 0; i < 10; i++) {
			this.session.closed(this.world.attempt, "transport close", null);
			this.time.runFor(LONGEST);
			accept();
		}
		this.world.active = true;
		for (int i = 0; i < 10; i++) {
			this.time.runFor(LONGEST.minusSeconds(1));
			this.session.closed(this.world.attempt, "transport close", null);
			this.time.runFor(LONGEST);
			accept();
		}
		this.session.closed(this.world.attempt, "transport close", null);
		int asked = this.world.tokensAsked.size();
		this.time.runFor(INITIAL.multipliedBy(2));
		assertThat(this.world.tokensAsked).hasSize(asked + 1);
	}

	@Test
	void keepsTryingWithAFixedTokenWhenTheRefusalIsNotAboutIt() {
		this.session = session(false);
		this.session.connect();
		this.session.tokenArrived(this.world.attempt, token("fixed"));
		this.session.refused(this.world.attempt, "server_full", "come back later");
		this.time.runFor(INITIAL);
		assertThat(this.world.tokensAsked).hasSize(2);
	}

	@Test
	void keepsTryingWhenTheProviderFails() {
		this.session.connect();
		for (int i = 0; i < 50; i++) {
			this.session.tokenFailed(this.world.attempt, new ChatNetworkException("down", null));
			this.time.runFor(LONGEST);
		}
		assertThat(this.world.tokensAsked).hasSize(51);
		accept();
		assertThat(this.world.state()).isEqualTo(ConnectionState.CONNECTED);
	}

	@Test
	void obeysAServersWishToBeLeftAloneWithinReason() {
		this.session.connect();
		this.session.tokenFailed(this.world.attempt, tooMany(Duration.ofSeconds(100)));
		this.time.runFor(Duration.ofSeconds(100).minusNanos(1));
		assertThat(this.world.tokensAsked).hasSize(1);
		this.time.runFor(Duration.ofNanos(1));
		assertThat(this.world.tokensAsked).hasSize(2);
		this.session.tokenFailed(this.world.attempt, tooMany(Duration.ofDays(100_000_000)));
		this.time.runFor(Duration.ofMinutes(5));
		assertThat(this.world.tokensAsked).hasSize(3);
	}

	private static ChatApiException tooMany(Duration retryAfter) {
		return ChatApiException.of(new ApiError(429, null, null, "POST", "/token", "", Map.of(), retryAfter));
	}

	@Test
	void renewsNoMoreThanOnceASecondHoweverShortLivedTokensAre() {
		this.world.active = true;
		this.session.connect();
		this.session.tokenArrived(this.world.attempt, new Token("0", this.time.instant().plusMillis(1)));
		this.session.opened(this.world.attempt, Duration.ofSeconds(25), Duration.ofSeconds(20));
		this.session.connected(this.world.attempt);
		for (int i = 1; i <= 10; i++) {
			this.time.runFor(Duration.ofSeconds(1));
			this.session.tokenRefreshed(new Token(Integer.toString(i), this.time.instant().plusMillis(1)));
		}
		assertThat(this.world.refreshed).hasSize(10);
	}

	@Test
	void noProviderThatHangsHoldsItForEver() {
		this.session.connect();
		this.time.runFor(Duration.ofSeconds(61));
		assertThat(this.world.tokensAsked).hasSize(2);
	}

	@Test
	void givesAHandshakeTheTimeItIsAllowed() {
		this.session.connect();
		this.session.tokenArrived(this.world.attempt, token("t"));
		this.time.runFor(Duration.ofSeconds(20));
		assertThat(this.world.closed).isPositive();
		this.time.runFor(INITIAL);
		assertThat(this.world.tokensAsked).hasSize(2);
	}

	@Test
	void noticesSilenceWhenTheServersFiguresSay() {
		connected();
		this.time.runFor(Duration.ofSeconds(30));
		this.world.lastActivity = this.time.nanos();
		this.time.runFor(Duration.ofSeconds(45).minusNanos(1));
		assertThat(this.world.state()).isEqualTo(ConnectionState.CONNECTED);
		this.time.runFor(Duration.ofNanos(1));
		assertThat(this.world.state()).isEqualTo(ConnectionState.RECONNECTING);
		assertThat(this.world.events.get(this.world.events.size() - 1)).isInstanceOfSatisfying(SocketDisconnected.class,
				(event) -> assertThat(event.reason()).isEqualTo("ping timeout"));
	}

	@Test
	void renewsATokenShortlyBeforeItExpiresAndStaysConnected() {
		this.world.active = true;
		this.session.connect();
		Instant expiry = this.time.instant().plusSeconds(1000);
		this.session.tokenArrived(this.world.attempt, new Token("old", expiry));
		this.session.opened(this.world.attempt, Duration.ofSeconds(25), Duration.ofSeconds(20));
		this.session.connected(this.world.attempt);
		this.time.runFor(Duration.ofSeconds(939));
		assertThat(this.world.refreshed).isEmpty();
		this.time.runFor(Duration.ofSeconds(1));
		assertThat(this.world.refreshed).containsExactly("old");
		this.session.tokenRefreshed(new Token("new", expiry.plusSeconds(1000)));
		this.time.runFor(Duration.ofSeconds(2000));
		assertThat(this.world.refreshed).containsExactly("old", "new");
		assertThat(this.world.state()).isEqualTo(ConnectionState.CONNECTED);
	}

	@Test
	void triesAFewTimesToRenewATokenUntilItExpires() {
		this.world.active = true;
		this.session.connect();
		Token token = new Token("old", this.time.instant().plusSeconds(1000));
		this.session.tokenArrived(this.world.attempt, token);
		this.session.opened(this.world.attempt, Duration.ofSeconds(25), Duration.ofSeconds(20));
		this.session.connected(this.world.attempt);
		this.time.runFor(Duration.ofSeconds(940));
		this.session.tokenNotRefreshed(token);
		this.time.runFor(Duration.ofSeconds(54));
		assertThat(this.world.refreshed).containsExactly("old", "old");
		for (int i = 0; i < 100; i++) {
			this.session.tokenNotRefreshed(token);
			this.time.runFor(Duration.ofSeconds(60));
		}
		assertThat(this.world.refreshed).hasSizeBetween(3, 5);
		assertThat(this.world.state()).isEqualTo(ConnectionState.CONNECTED);
	}

	@Test
	void staysAwayOnceDisconnected() {
		connected();
		this.session.disconnect();
		this.session.disconnect();
		this.time.runFor(Duration.ofDays(1));
		assertThat(this.world.state()).isEqualTo(ConnectionState.DISCONNECTED);
		assertThat(this.world.events).filteredOn(SocketDisconnected.class::isInstance).hasSize(1);
		assertThat(this.time.pending()).isZero();
		this.session.connect();
		accept();
		assertThat(this.world.events.get(this.world.events.size() - 1)).isInstanceOfSatisfying(SocketConnected.class,
				(event) -> assertThat(event.reconnect()).isTrue());
	}

	@Test
	void hearsNothingOfAnEarlierAttempt() {
		connected();
		long earlier = this.world.attempt;
		this.session.closed(earlier, "transport close", null);
		this.session.connected(earlier);
		this.session.closed(earlier, "transport close", null);
		this.session.refused(earlier, "token_expired", "unauthorized");
		this.session.tokenArrived(earlier, token("late"));
		assertThat(this.world.state()).isEqualTo(ConnectionState.RECONNECTING);
		assertThat(this.world.opened).isEqualTo(1);
	}

	@Test
	void isOverOnceClosed() {
		connected();
		this.session.close();
		this.session.connect();
		this.session.disconnect();
		this.time.runFor(Duration.ofDays(1));
		assertThat(this.session.state()).isEqualTo(SessionState.CLOSED);
		assertThat(this.world.tokensAsked).hasSize(1);
	}

	/**
	 * World around the session.
	 */
	private final class World implements SessionEffects, Timer {

		private final List<@Nullable Token> tokensAsked = new ArrayList<>();

		private final List<String> refreshed = new ArrayList<>();

		private final List<ConnectionState> states = new ArrayList<>();

		private final List<ChatEvent> events = new ArrayList<>();

		private long attempt;

		private int eventsAtLinkUp = -1;

		private @Nullable ConnectionState stateAtEvent;

		private int opened;

		private int closed;

		private long lastActivity;

		private boolean active;

		ConnectionState state() {
			return this.states.get(this.states.size() - 1);
		}

		Stream<String> asked() {
			return this.tokensAsked.stream().map((refused) -> (refused != null) ? refused.value() : "-");
		}

		Stream<String> errors() {
			return this.events.stream()
				.filter(SocketError.class::isInstance)
				.map((event) -> ((SocketError) event).code());
		}

		@Override
		public void requestToken(long attempt, @Nullable Token refused) {
			this.attempt = attempt;
			this.tokensAsked.add(refused);
		}

		@Override
		public void refreshToken(Token expiring) {
			this.refreshed.add(expiring.value());
		}

		@Override
		public void whenReady(Runnable then) {
			then.run();
		}

		@Override
		public void open(long attempt, Token token) {
			this.opened++;
			this.lastActivity = SessionTests.this.time.nanos();
		}

		@Override
		public void close() {
			this.closed++;
		}

		@Override
		public void ended(String reason, Throwable cause) {
			// Nothing was sent here.
		}

		@Override
		public void linkUp() {
			this.eventsAtLinkUp = this.events.size();
		}

		@Override
		public void linkDown() {
		}

		@Override
		public long lastActivity() {
			return this.active ? SessionTests.this.time.nanos() : this.lastActivity;
		}

		@Override
		public void report(ChatEvent event) {
			this.events.add(event);
			this.stateAtEvent = state();
		}

		@Override
		public void stateChanged(ConnectionState state) {
			this.states.add(state);
		}

		@Override
		public Timer timer() {
			return this;
		}

		@Override
		public Instant now() {
			return SessionTests.this.time.instant();
		}

		@Override
		public long nanos() {
			return SessionTests.this.time.nanos();
		}

		@Override
		public Runnable schedule(Duration delay, Runnable task) {
			var future = SessionTests.this.time.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
			return () -> future.cancel(false);
		}

	}

}
