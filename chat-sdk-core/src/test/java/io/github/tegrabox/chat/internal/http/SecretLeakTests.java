package io.github.tegrabox.chat.internal.http;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import io.github.tegrabox.chat.ChatClient;
import io.github.tegrabox.chat.internal.net.JdkConnection;
import io.github.tegrabox.chat.model.CreateMessageInput;
import io.github.tegrabox.chat.model.CreateRoomInput;
import io.github.tegrabox.chat.model.CreateUserInput;
import io.github.tegrabox.chat.model.UpdateRoomInput;
import io.github.tegrabox.chat.model.UpdateUserInput;
import io.github.tegrabox.chat.rest.RetrySettings;
import io.github.tegrabox.chat.testserver.ChatTestServer;
import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Drives every operation, with and without success, while everything logs all it can.
 */
class SecretLeakTests {

	private static final String KEY = "canary-key-\"quoted\"-\\-'-{}-%s-0123456789";

	private static final RetrySettings QUICK = new RetrySettings(true, 2, Duration.ofMillis(1), Duration.ofMillis(2));

	private final Queue<String> seen = new ConcurrentLinkedQueue<>();

	private final List<String> operations = new ArrayList<>();

	private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

	private final java.util.logging.Logger julRoot = LogManager.getLogManager().getLogger("");

	private final Capture capture = new Capture();

	private final JulCapture julCapture = new JulCapture();

	private List<ch.qos.logback.core.Appender<ILoggingEvent>> appenders = new ArrayList<>();

	@BeforeEach
	void logEverything() {
		this.root.iteratorForAppenders().forEachRemaining(this.appenders::add);
		this.appenders.forEach(this.root::detachAppender);
		this.capture.setContext(this.root.getLoggerContext());
		this.capture.start();
		this.root.addAppender(this.capture);
		this.root.setLevel(Level.TRACE);
		this.julRoot.addHandler(this.julCapture);
		java.util.logging.Logger.getLogger("io.socket").setLevel(java.util.logging.Level.ALL);
		java.util.logging.Logger.getLogger("jdk.internal").setLevel(java.util.logging.Level.ALL);
	}

	@AfterEach
	void logAsBefore() {
		this.root.setLevel(Level.WARN);
		this.root.detachAppender(this.capture);
		this.appenders.forEach(this.root::addAppender);
		this.julRoot.removeHandler(this.julCapture);
	}

	@Test
	void showsNoCredentialToAnyone() {
		ObservationRegistry observations = ObservationRegistry.create();
		observations.observationConfig().observationHandler(new ContextCapture());
		WebClient.Builder talkative = WebClient.builder()
			.clientConnector(JdkConnection.create(HttpClient.newBuilder(), HttpClient.Version.HTTP_1_1,
					Duration.ofSeconds(5), Duration.ofSeconds(10), null))
			.codecs((codecs) -> codecs.defaultCodecs().enableLoggingRequestDetails(true))
			.filter((request, next) -> {
				this.seen.add(request.headers() + " " + request.attributes() + " " + request.url());
				return next.exchange(request);
			});
		try (ChatTestServer server = ChatTestServer.builder().apiKey(KEY).build().start()) {
			String user = server.createUser("ada", "ext-0");
			String room = server.createRoom("General", user);
			String jwt = server.issueToken(user);
			List<String> canaries = List.of(KEY, jwt, "canary-key", jwt.substring(jwt.lastIndexOf('.') + 1));
			try (ChatClient client = ChatClient.builder()
				.apiKey(KEY)
				.jwtToken(jwt)
				.baseUrl(server.baseUrl())
				.retry(QUICK)
				.responseTimeout(Duration.ofSeconds(5))
				.webClientBuilder(talkative)
				.observationRegistry(observations)
				.build()) {
				this.seen.add(client + " " + client.reactive() + " " + client.mutate() + " " + client.users());
				driveAll(client, user, room, jwt);
				server.faults().on("*").respond(500, Map.of("X-Request-Id", KEY), echo(jwt));
				driveAll(client, user, room, jwt);
				server.faults().clear();
				server.faults().on("*").respond(403, Map.of("Content-Type", "text/plain"), KEY + ' ' + jwt);
				driveAll(client, user, room, jwt);
				server.faults().clear();
				server.faults().on("*").respond(200, Map.of(), echo(jwt));
				driveAll(client, user, room, jwt);
				server.faults().clear();
				server.faults().on("*").malformedJson();
				driveAll(client, user, room, jwt);
				server.faults().clear();
				server.faults().on("*").cutBeforeApplying();
				driveAll(client, user, room, jwt);
			}
			Thread.getAllStackTraces().keySet().forEach((thread) -> this.seen.add(thread.getName()));
			assertThat(this.seen).hasSizeGreaterThan(1000);
			assertThat(this.operations).contains("users.create", "rooms.join", "messages.list", "auth.verify");
			for (String canary : canaries) {
				assertThat(this.seen.stream().filter((text) -> text.contains(canary))).isEmpty();
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "canary-01234\n56789", "canary-\r\nX-Other: 1", "canary-é", "canary 1", "canary-\u0000" })
	void refusesWhatNoHeaderCanCarryWithoutPrintingIt(String value) {
		assertThatIllegalStateException().isThrownBy(() -> ChatClient.builder().apiKey(value).build())
			.withMessageNotContaining("canary")
			.withNoCause();
		assertThatIllegalStateException().isThrownBy(() -> ChatClient.builder().jwtToken(value).build())
			.withMessageNotContaining("canary")
			.withNoCause();
	}

	private static String echo(String jwt) {
		String key = KEY.replace("\\", "\\\\").replace("\"", "\\\"");
		String both = key + ' ' + jwt;
		return "{\"error\":{\"code\":\"" + both + "\",\"message\":\"You sent " + both + "\",\"details\":{\"" + both
				+ "\":[{\"k\":\"" + both + "\"}]}},\"requestId\":\"" + both + "\"}";
	}

	private void driveAll(ChatClient client, String user, String room, String jwt) {
		CreateUserInput input = CreateUserInput.of("ada", "ext-" + System.nanoTime());
		drive(client::projectId);
		drive(() -> client.users().create(input));
		drive(() -> client.users().list());
		drive(() -> client.users().listAll().toList());
		drive(() -> client.users().get(user));
		drive(() -> client.users().findByExternalId("ext-0"));
		drive(() -> client.users().getOrCreate(input));
		drive(() -> client.users().update(user, UpdateUserInput.builder().displayName("x").build()));
		drive(() -> client.users().generateToken(user));
		drive(() -> client.rooms().create(CreateRoomInput.of("r", user)));
		drive(() -> client.rooms().list());
		drive(() -> client.rooms().get(room));
		drive(() -> client.rooms().update(room, UpdateRoomInput.of("r")));
		drive(() -> run(() -> client.rooms().delete(room)));
		drive(() -> run(() -> client.rooms().join(room)));
		drive(() -> run(() -> client.rooms().join(room, user)));
		drive(() -> run(() -> client.rooms().leave(room)));
		drive(() -> run(() -> client.rooms().leave(room, user)));
		drive(() -> client.messages().list(room));
		drive(() -> client.messages().create(room, CreateMessageInput.of("hi", user)));
		drive(() -> run(() -> client.messages().delete(room, "msg_1")));
		drive(() -> client.auth().verify());
		drive(() -> client.auth().verify(jwt));
		drive(() -> run(() -> client.users().revokeToken("usr_unknown")));
		drive(() -> run(() -> client.users().delete("usr_unknown")));
	}

	private static String run(Runnable operation) {
		operation.run();
		return "";
	}

	private void drive(Supplier<?> operation) {
		try {
			this.seen.add(String.valueOf(operation.get()));
		}
		catch (RuntimeException ex) {
			StringWriter trace = new StringWriter();
			ex.printStackTrace(new PrintWriter(trace));
			this.seen.add(trace.toString());
			if (ex instanceof io.github.tegrabox.chat.error.ChatApiException answer) {
				this.seen.add(answer.code() + " " + answer.details() + " " + answer.requestId() + " " + answer.path());
			}
		}
	}

	private final class Capture extends AppenderBase<ILoggingEvent> {

		@Override
		protected void append(ILoggingEvent event) {
			SecretLeakTests.this.seen.add(event.getThreadName() + ' ' + event.getFormattedMessage());
			if (event.getThrowableProxy() != null) {
				SecretLeakTests.this.seen.add(ThrowableProxyUtil.asString(event.getThrowableProxy()));
			}
		}

	}

	private final class JulCapture extends Handler {

		@Override
		public void publish(LogRecord record) {
			SecretLeakTests.this.seen
				.add(record.getMessage() + ' ' + java.util.Arrays.toString(record.getParameters()));
		}

		@Override
		public void flush() {
		}

		@Override
		public void close() {
		}

	}

	private final class ContextCapture implements ObservationHandler<Observation.Context> {

		@Override
		public void onStop(Observation.Context context) {
			SecretLeakTests.this.seen.add(context.toString());
			for (KeyValue keyValue : context.getAllKeyValues()) {
				SecretLeakTests.this.seen.add(keyValue.getKey() + '=' + keyValue.getValue());
			}
			KeyValue operation = context.getLowCardinalityKeyValue("chat.operation");
			synchronized (SecretLeakTests.this.operations) {
				SecretLeakTests.this.operations.add((operation != null) ? operation.getValue() : "none");
			}
			KeyValue uri = context.getLowCardinalityKeyValue("uri");
			assertThat(uri).isNotNull();
			assertThat(uri.getValue()).doesNotContain("usr_", "room_", "page=");
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return true;
		}

	}

}
