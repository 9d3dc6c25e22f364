package io.github.tegrabox.chat.internal.net;

import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/**
 * HTTP client that has the settings of another one, and sends in its own way.
 */
abstract class DelegatingHttpClient extends HttpClient {

	/**
	 * The one that sends in the end.
	 */
	abstract HttpClient client();

	@Override
	public Optional<CookieHandler> cookieHandler() {
		return client().cookieHandler();
	}

	@Override
	public Optional<Duration> connectTimeout() {
		return client().connectTimeout();
	}

	@Override
	public Redirect followRedirects() {
		return client().followRedirects();
	}

	@Override
	public Optional<ProxySelector> proxy() {
		return client().proxy();
	}

	@Override
	public SSLContext sslContext() {
		return client().sslContext();
	}

	@Override
	public SSLParameters sslParameters() {
		return client().sslParameters();
	}

	@Override
	public Optional<Authenticator> authenticator() {
		return client().authenticator();
	}

	@Override
	public Version version() {
		return client().version();
	}

	@Override
	public Optional<Executor> executor() {
		return client().executor();
	}

}
