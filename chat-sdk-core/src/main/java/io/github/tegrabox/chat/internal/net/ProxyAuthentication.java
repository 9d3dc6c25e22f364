package io.github.tegrabox.chat.internal.net;

import java.io.IOException;
import java.net.Authenticator;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.MalformedURLException;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * JDK HTTP client whose authenticator is used only for proxies. The JDK's client itself
 * would also send the authenticator's credentials to the server, beside or instead of the
 * credential of a request, and would fail on a 401 without a challenge.
 */
final class ProxyAuthentication extends DelegatingHttpClient {

	private static final String AUTHORIZATION = "Proxy-Authorization";

	private final Authenticator authenticator;

	/**
	 * The credentials that the proxy accepted.
	 */
	private volatile @Nullable String accepted;

	private ProxyAuthentication(HttpClient client, Authenticator authenticator) {
		super(client);
		this.authenticator = authenticator;
	}

	/**
	 * Builds a client. If it has an authenticator, that is taken out and handled by this
	 * class; the client's local address and priority are lost then.
	 */
	static HttpClient separate(HttpClient.Builder builder, Function<HttpClient.Builder, HttpClient> build) {
		HttpClient client = build.apply(builder);
		Authenticator authenticator = client.authenticator().orElse(null);
		if (authenticator == null) {
			return client;
		}
		if (client instanceof AutoCloseable unused) {
			close(unused);
		}
		HttpClient.Builder plain = HttpClient.newBuilder()
			.sslContext(client.sslContext())
			.sslParameters(client.sslParameters());
		client.proxy().ifPresent(plain::proxy);
		client.cookieHandler().ifPresent(plain::cookieHandler);
		return new ProxyAuthentication(build.apply(plain), authenticator);
	}

	private static void close(AutoCloseable client) {
		try {
			client.close();
		}
		catch (Exception ex) {
			// It was never used, so nothing is lost.
		}
	}

	/**
	 * Returns the client inside, which has to be closed.
	 */
	static HttpClient unwrap(HttpClient client) {
		return (client instanceof ProxyAuthentication separate) ? separate.client() : client;
	}

	@Override
	public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler)
			throws IOException, InterruptedException {
		HttpRequest first = authorized(request, this.accepted);
		HttpResponse<T> response = client().send(first, unlessRefused(handler));
		if (response.statusCode() != HttpURLConnection.HTTP_PROXY_AUTH) {
			return response;
		}
		String credentials = ask(request, response.headers());
		HttpResponse<T> second = client().send(authorized(request, credentials), handler);
		keep(credentials, second);
		return second;
	}

	@Override
	public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, BodyHandler<T> handler) {
		HttpRequest first = authorized(request, this.accepted);
		return client().sendAsync(first, unlessRefused(handler)).thenCompose((response) -> {
			if (response.statusCode() != HttpURLConnection.HTTP_PROXY_AUTH) {
				return CompletableFuture.completedFuture(response);
			}
			String credentials = ask(request, response.headers());
			return client().sendAsync(authorized(request, credentials), handler)
				.whenComplete((second, failure) -> keep(credentials, second));
		});
	}

	private static <T> BodyHandler<T> unlessRefused(BodyHandler<T> handler) {
		return (info) -> (info.statusCode() == HttpURLConnection.HTTP_PROXY_AUTH) ? BodySubscribers.replacing(null)
				: handler.apply(info);
	}

	private static HttpRequest authorized(HttpRequest request, @Nullable String credentials) {
		return (credentials == null) ? request
				: HttpRequest.newBuilder(request, (name, value) -> !name.equalsIgnoreCase(AUTHORIZATION))
					.header(AUTHORIZATION, credentials)
					.build();
	}

	private void keep(@Nullable String credentials, @Nullable HttpResponse<?> response) {
		if (response != null && response.statusCode() != HttpURLConnection.HTTP_PROXY_AUTH) {
			this.accepted = credentials;
		}
	}

	/**
	 * Asks the authenticator for credentials, if the proxy offers Basic authentication,
	 * the only scheme that the JDK's client knows.
	 */
	private @Nullable String ask(HttpRequest request, HttpHeaders headers) {
		String challenge = headers.allValues("Proxy-Authenticate")
			.stream()
			.filter((value) -> value.toLowerCase(Locale.ROOT).startsWith("basic"))
			.findFirst()
			.orElse(null);
		InetSocketAddress proxy = proxy(request.uri());
		if (challenge == null || proxy == null) {
			return null;
		}
		PasswordAuthentication credentials = credentials(request.uri(), proxy, challenge);
		if (credentials == null) {
			return null;
		}
		String text = credentials.getUserName() + ':' + new String(credentials.getPassword());
		return "Basic " + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
	}

	private @Nullable PasswordAuthentication credentials(URI uri, InetSocketAddress proxy, String challenge) {
		String[] parts = challenge.split("realm=\"", 2);
		String realm = (parts.length == 2) ? parts[1].split("\"", 2)[0] : "";
		try {
			return this.authenticator.requestPasswordAuthenticationInstance(proxy.getHostString(), proxy.getAddress(),
					proxy.getPort(), uri.getScheme(), realm, "Basic", uri.toURL(), Authenticator.RequestorType.PROXY);
		}
		catch (MalformedURLException ex) {
			return null;
		}
	}

	private @Nullable InetSocketAddress proxy(URI uri) {
		List<Proxy> proxies = proxy().map((selector) -> selector.select(uri)).orElseGet(List::of);
		return proxies.stream()
			.map(Proxy::address)
			.filter(InetSocketAddress.class::isInstance)
			.map(InetSocketAddress.class::cast)
			.findFirst()
			.orElse(null);
	}

}
