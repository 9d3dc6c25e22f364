package io.github.tegrabox.chat.internal.socketio;

import java.net.CookieManager;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

import javax.net.ssl.SSLContext;

import io.github.tegrabox.chat.LocalhostCertificate;
import io.github.tegrabox.chat.event.MessageReceived;
import io.github.tegrabox.chat.internal.auth.Token;
import io.github.tegrabox.chat.internal.json.EventReader;
import io.github.tegrabox.chat.internal.net.UserAgent;
import io.github.tegrabox.chat.internal.socket.Transports;
import io.github.tegrabox.chat.internal.socketio.HandshakeFailure.Kind;
import io.github.tegrabox.chat.socket.SocketSettings.Connector;
import io.github.tegrabox.chat.wire.WireSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests of {@link SocketIoTransport} over TLS and through a proxy.
 */
class SocketIoRelayTests {

	private static final Duration SOON = Duration.ofMinutes(2);

	private static SSLContext trusted;

	private final Peer peer = Peer.start();

	private final RecordingListener listener = new RecordingListener();

	private Relay relay;

	private SocketTransport transport;

	@BeforeAll
	static void makeCertificate(@TempDir Path directory) throws Exception {
		trusted = LocalhostCertificate.make(directory);
	}

	@AfterEach
	void stop() {
		this.transport.close();
		if (this.relay != null) {
			this.relay.close();
		}
		this.peer.close();
	}

	private void open(HttpClient.Builder http, String origin, String transports) {
		open(http, origin, transports, WireSettings.defaults());
	}

	private void open(HttpClient.Builder http, String origin, String transports, WireSettings wire) {
		EventReader events = new EventReader(wire.events());
		boolean netty = transports.equals("netty");
		this.transport = new Transports(events, Clock.systemUTC(), http, null,
				netty ? Connector.REACTOR : Connector.JDK);
		List<String> wanted = netty ? List.of("websocket") : List.of(transports.split(","));
		this.transport.open(new ConnectRequest(URI.create(origin), "/socket.io", wanted, new Token(Peer.TOKEN, null),
				Duration.ofSeconds(30), wire, 1024 * 1024), this.listener);
	}

	private void exchange() {
		await().atMost(SOON).until(this.listener::isConnected);
		this.peer.sockets().get(0).emit("message", SocketTransportContractTests.message(1));
		await().atMost(SOON).until(() -> this.listener.signals(MessageReceived.class).size() == 1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "netty", "websocket", "polling", "polling,websocket" })
	void speaksTlsAndSaysWhoItIs(String transports) throws Exception {
		this.relay = Relay.tls(trusted, this.peer.uri().getPort());
		open(HttpClient.newBuilder().sslContext(trusted), "https://localhost:" + this.relay.port(), transports);
		exchange();
		assertThat(this.relay.heads()).isNotEmpty()
			.allSatisfy((head) -> assertThat(head.toLowerCase(Locale.ROOT))
				.contains("user-agent: " + UserAgent.VALUE.toLowerCase(Locale.ROOT))
				.doesNotContain(Peer.TOKEN));
	}

	@Test
	void readsWhatIsEncryptedOnTheThreadThatItArrivesOn() throws Exception {
		this.relay = Relay.tls(trusted, this.peer.uri().getPort());
		Set<String> threads = ConcurrentHashMap.newKeySet();
		this.listener.reacting((signal) -> threads.add(Thread.currentThread().getName()));
		open(HttpClient.newBuilder().sslContext(trusted), "https://localhost:" + this.relay.port(), "websocket");
		exchange();
		await().atMost(SOON).until(() -> {
			this.peer.sockets().get(0).emit("message", SocketTransportContractTests.message(1));
			return threads.stream().anyMatch((name) -> name.endsWith("-SelectorManager"));
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "netty", "websocket", "polling" })
	void doesNotConnectToAServerThatItDoesNotTrust(String transports) throws Exception {
		this.relay = Relay.tls(trusted, this.peer.uri().getPort());
		open(HttpClient.newBuilder(), "https://localhost:" + this.relay.port(), transports);
		await().atMost(SOON).until(this.listener::isClosed);
		assertThat(this.listener.closed().reason()).isEqualTo("transport error");
		assertThat(failure().kind()).isEqualTo(Kind.TLS);
		assertThat(failure().isWebSocketBlocked()).isFalse();
		assertThat(this.listener.closed().cause()).hasMessageStartingWith("TLS failed (")
			.hasMessageContaining("unable to find valid certification path")
			.hasMessageEndingWith("check the certificate, the time, and spring.http.clients.ssl.bundle");
		assertThat(this.peer.sockets()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "netty", "websocket", "polling" })
	void tellsThatTheServerKnowsNoTls(String transports) {
		open(HttpClient.newBuilder(), "https://127.0.0.1:" + this.peer.uri().getPort(), transports);
		await().atMost(SOON).until(this.listener::isClosed);
		assertThat(failure().kind()).isEqualTo(Kind.TLS);
	}

	@ParameterizedTest
	@CsvSource({ "netty, http", "websocket, http", "polling, http", "netty, https", "websocket, https",
			"polling, https" })
	void tellsThatTheProxyWantsToKnowWhoAsks(String transports, String scheme) throws Exception {
		try (Answers proxy = Answers.start("HTTP/1.1 407 Proxy Authentication Required\r\n"
				+ "Proxy-Authenticate: Basic realm=\"way out\"\r\nContent-Length: 0\r\n\r\n")) {
			open(HttpClient.newBuilder().proxy(at(proxy.port())), scheme + "://chat.invalid", transports);
			await().atMost(SOON).until(this.listener::isClosed);
		}
		assertThat(failure().kind()).isEqualTo(Kind.PROXY);
		assertThat(failure().status()).isEqualTo(407);
		assertThat(failure().isWebSocketBlocked()).isFalse();
		assertThat(this.listener.closed().cause()).hasMessageStartingWith("the proxy refused the connection 407")
			.hasMessageEndingWith("check the proxy and its credentials");
	}

	@ParameterizedTest
	@CsvSource({ "netty, http", "websocket, http", "netty, https", "websocket, https", "polling, https" })
	void tellsThatTheProxyLetsNobodyThrough(String transports, String scheme) throws Exception {
		try (Answers proxy = Answers.start("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")) {
			open(HttpClient.newBuilder().proxy(at(proxy.port())), scheme + "://chat.invalid", transports);
			await().atMost(SOON).until(this.listener::isClosed);
		}
		assertThat(failure().kind()).isEqualTo(Kind.PROXY);
		assertThat(failure().status()).isEqualTo(403);
	}

	private HandshakeFailure failure() {
		assertThat(this.listener.closed().cause()).isInstanceOf(HandshakeException.class);
		return ((HandshakeException) this.listener.closed().cause()).failure();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			netty             | CONNECT chat.invalid:80
			websocket         | CONNECT chat.invalid:80
			polling           | GET http://chat.invalid/socket.io/
			polling,websocket | GET http://chat.invalid/socket.io/
			""")
	void goesThroughAProxy(String transports, String asked) throws Exception {
		this.relay = Relay.proxy(this.peer.uri().getPort());
		open(HttpClient.newBuilder().proxy(proxy()), "http://chat.invalid", transports);
		exchange();
		assertThat(this.relay.heads().get(0)).startsWith(asked);
	}

	@ParameterizedTest
	@ValueSource(strings = { "netty", "websocket", "polling", "polling,websocket" })
	void speaksTlsThroughAProxy(String transports) throws Exception {
		try (Relay server = Relay.tls(trusted, this.peer.uri().getPort())) {
			this.relay = Relay.proxy(server.port());
			open(HttpClient.newBuilder().sslContext(trusted).proxy(proxy()), "https://localhost", transports);
			exchange();
			assertThat(this.relay.heads()).isNotEmpty()
				.allSatisfy((head) -> assertThat(head).startsWith("CONNECT localhost:443 "));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "polling", "polling,websocket" })
	void staysWithTheReplicaThatABalancerChose(String transports) throws Exception {
		this.relay = Relay.sticky(this.peer.uri().getPort());
		open(HttpClient.newBuilder(), origin(), transports);
		exchange();
		if (transports.endsWith("websocket")) {
			AtomicBoolean upgraded = new AtomicBoolean();
			await().atMost(SOON).until(() -> {
				this.peer.session((session) -> upgraded.set(session.isWebSocket()));
				return upgraded.get();
			});
		}
	}

	@Test
	void leavesTheCookiesToAnApplicationsOwnHandler() throws Exception {
		this.relay = Relay.sticky(this.peer.uri().getPort());
		open(HttpClient.newBuilder().cookieHandler(new CookieManager()), origin(), "polling");
		exchange();
		assertThat(this.relay.heads()).anySatisfy((head) -> assertThat(head).contains("Cookie: route=a\r\n"))
			.noneSatisfy((head) -> assertThat(head).contains("route=a; route=a"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "Cookie", "cookie" })
	void sendsCookiesBesideACredentialThatIsOne(String header) throws Exception {
		this.relay = Relay.sticky(this.peer.uri().getPort());
		open(HttpClient.newBuilder(), origin(), "polling",
				WireSettings.builder().jwt(header + ": jwt={token}").socketAuth("header." + header).build());
		await().atMost(SOON).until(() -> this.relay.heads().stream().anyMatch((head) -> head.contains("sid=")));
		assertThat(this.relay.heads()).filteredOn((head) -> head.contains("sid="))
			.allSatisfy((head) -> assertThat(head).contains("ookie: jwt=secret-jwt; route=a\r\n"));
	}

	private String origin() {
		return "http://127.0.0.1:" + this.relay.port();
	}

	private ProxySelector proxy() {
		return at(this.relay.port());
	}

	private static ProxySelector at(int port) {
		return ProxySelector.of(new InetSocketAddress("127.0.0.1", port));
	}

}
