package io.github.tegrabox.chat.internal.http;

import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;

import javax.net.ssl.SSLContext;

import io.github.tegrabox.chat.ChatClient;
import io.github.tegrabox.chat.ChatClientBuilder;
import io.github.tegrabox.chat.LocalhostCertificate;
import io.github.tegrabox.chat.error.ChatException;
import io.github.tegrabox.chat.model.CreateMessageInput;
import io.netty.channel.Channel;
import io.netty.handler.codec.http2.DefaultHttp2GoAwayFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.JdkSslContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Test of writes to a server that speaks HTTP/2 and says {@code GOAWAY} now and then, as
 * servers do that restart or have served enough: none is done twice, and nobody is told
 * that one was not done that was.
 */
class GoAwayTests {

	private static SSLContext trusted;

	private final Map<String, AtomicInteger> applied = new ConcurrentHashMap<>();

	private final Set<String> protocols = ConcurrentHashMap.newKeySet();

	private final AtomicInteger writes = new AtomicInteger();

	private final AtomicInteger farewells = new AtomicInteger();

	private volatile IntPredicate farewell = (write) -> false;

	private volatile Duration time = Duration.ZERO;

	private final DisposableServer server = HttpServer.create()
		.host("localhost")
		.protocol(HttpProtocol.H2, HttpProtocol.HTTP11)
		.secure((spec) -> spec.sslContext(new JdkSslContext(trusted, false, null, IdentityCipherSuiteFilter.INSTANCE,
				new ApplicationProtocolConfig(ApplicationProtocolConfig.Protocol.ALPN,
						ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
						ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT, "h2", "http/1.1"),
				ClientAuth.NONE, null, false)))
		.handle(this::handle)
		.bindNow();

	@BeforeAll
	static void makeCertificate(@TempDir Path directory) throws Exception {
		trusted = LocalhostCertificate.make(directory);
	}

	@AfterEach
	void stop() {
		this.server.disposeNow();
	}

	private Publisher<Void> handle(HttpServerRequest request, HttpServerResponse response) {
		this.protocols.add(request.protocol());
		if (request.uri().endsWith("/projects/current")) {
			return response.header("Content-Type", "application/json").sendString(Mono.just("{\"id\":\"prj_1\"}"));
		}
		return request.receive().aggregate().asString().defaultIfEmpty("").flatMap((body) -> {
			String content = body.replaceAll("(?s).*\"content\":\"([^\"]*)\".*", "$1");
			this.applied.computeIfAbsent(content, (key) -> new AtomicInteger()).incrementAndGet();
			if (this.farewell.test(this.writes.incrementAndGet())) {
				sayGoAway(request);
			}
			return Mono.delay(this.time)
				.then(response.status(201)
					.header("Content-Type", "application/json")
					.sendString(
							Mono.just("{\"id\":\"msg_1\",\"room_id\":\"room_1\",\"user_id\":\"usr_1\",\"content\":\""
									+ content + "\"}"))
					.then());
		});
	}

	private void sayGoAway(HttpServerRequest request) {
		request.withConnection((connection) -> {
			if (connection.channel() instanceof Http2StreamChannel stream) {
				Channel whole = stream.parent();
				this.farewells.incrementAndGet();
				whole.eventLoop().execute(() -> whole.writeAndFlush(new DefaultHttp2GoAwayFrame(Http2Error.NO_ERROR)));
			}
		});
	}

	private ChatClientBuilder<ChatClient> client() {
		return ChatClient.builder()
			.baseUrl("https://localhost:" + this.server.port())
			.apiKey("key-1234")
			.httpClient(() -> HttpClient.newBuilder().sslContext(trusted));
	}

	@Test
	void aWriteUnderWayIsDoneOnceAndItsOutcomeToldHonestly() {
		this.farewell = (write) -> true;
		this.time = Duration.ofMillis(300);
		try (ChatClient client = client().httpVersion(HttpClient.Version.HTTP_2).build()) {
			ChatException failure = write(client, "once");
			assertThat(this.protocols).containsExactly("HTTP/2.0");
			assertThat(this.applied.get("once")).hasValue(1);
			assertThat(failure == null || failure.isOutcomeUnknown()).isTrue();
		}
	}

	@Test
	void noWriteOfManyIsDoneTwiceOrSaidNotToBeDoneWhenItIs() throws Exception {
		this.farewell = (write) -> write % 20 == 0;
		try (ChatClient client = client().httpVersion(HttpClient.Version.HTTP_2).build()) {
			List<ChatException> failures = writeAll(client);
			assertThat(this.protocols).containsExactly("HTTP/2.0");
			assertThat(this.farewells).hasPositiveValue();
			for (int i = 0; i < failures.size(); i++) {
				ChatException failure = failures.get(i);
				AtomicInteger times = this.applied.getOrDefault("text " + i, new AtomicInteger());
				assertThat(times.get()).as("write %d: %s", i, failure).isLessThanOrEqualTo(1);
				if (failure == null) {
					assertThat(times).as("write %d", i).hasValue(1);
				}
				else if (times.get() == 1) {
					assertThat(failure.isOutcomeUnknown()).as("write %d: %s", i, failure).isTrue();
				}
			}
		}
	}

	@Test
	void allWritesSucceedOverTheVersionThatIsChosenUnlessAnotherIsWanted() throws Exception {
		this.farewell = (write) -> write % 20 == 0;
		try (ChatClient client = client().build()) {
			assertThat(writeAll(client)).containsOnlyNulls();
			assertThat(this.applied.values()).hasSize(400).allSatisfy((times) -> assertThat(times).hasValue(1));
			assertThat(this.protocols).containsExactly("HTTP/1.1");
		}
	}

	private List<ChatException> writeAll(ChatClient client) throws Exception {
		ExecutorService writers = Executors.newFixedThreadPool(8);
		try {
			List<Future<ChatException>> results = new ArrayList<>();
			for (int i = 0; i < 400; i++) {
				String text = "text " + i;
				results.add(writers.submit(() -> write(client, text)));
			}
			List<ChatException> failures = new ArrayList<>();
			for (Future<ChatException> result : results) {
				failures.add(result.get(2, TimeUnit.MINUTES));
			}
			return failures;
		}
		finally {
			writers.shutdownNow();
		}
	}

	private static ChatException write(ChatClient client, String text) {
		try {
			client.messages().create("room_1", CreateMessageInput.of(text, "usr_1"));
			return null;
		}
		catch (ChatException ex) {
			return ex;
		}
	}

}
