package io.github.tegrabox.chat.internal.socketio.netty;

import java.io.IOException;
import java.net.Authenticator;
import java.net.Authenticator.RequestorType;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.List;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

import io.github.tegrabox.chat.internal.socketio.ConnectRequest;
import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.resolver.NoopAddressResolverGroup;
import org.jspecify.annotations.Nullable;
import reactor.netty.tcp.TcpClient;
import reactor.netty.transport.ProxyProvider;

/**
 * Creates Reactor Netty clients with the TLS, proxy and time-out of a JDK HTTP client.
 */
final class Connector {

	private Connector() {
	}

	/**
	 * Creates a client. May block to look up a host name.
	 */
	static TcpClient client(URI address, ConnectRequest request, NettyLinks links) throws IOException {
		HttpClient settings = links.settings();
		boolean secure = address.getScheme().equalsIgnoreCase("wss");
		int port = (address.getPort() >= 0) ? address.getPort() : secure ? 443 : 80;
		long timeout = settings.connectTimeout().orElse(request.connectTimeout()).toMillis();
		// The resolver first: without one, Reactor Netty creates one for the loops, and
		// keeps both for ever.
		TcpClient client = TcpClient.newConnection()
			.resolver(NoopAddressResolverGroup.INSTANCE)
			.runOn(links.loops())
			.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) Math.min(timeout, Integer.MAX_VALUE));
		InetSocketAddress proxy = proxy(settings, request.url());
		if (proxy == null) {
			InetSocketAddress remote = NettyLink.resolve(address.getHost(), port);
			client = client.remoteAddress(() -> remote);
		}
		else {
			InetSocketAddress remote = InetSocketAddress.createUnresolved(address.getHost(), port);
			client = through(client.remoteAddress(() -> remote), proxy, settings, timeout);
		}
		return secure ? secure(client, settings) : client;
	}

	private static @Nullable InetSocketAddress proxy(HttpClient settings, URI url) throws IOException {
		ProxySelector selector = settings.proxy().orElseGet(ProxySelector::getDefault);
		List<Proxy> proxies = (selector != null) ? selector.select(url) : List.of();
		Proxy first = (proxies != null && !proxies.isEmpty()) ? proxies.get(0) : Proxy.NO_PROXY;
		if (first.type() != Proxy.Type.HTTP || !(first.address() instanceof InetSocketAddress at)) {
			return null;
		}
		return at.isUnresolved() ? NettyLink.resolve(at.getHostString(), at.getPort()) : at;
	}

	private static TcpClient through(TcpClient client, InetSocketAddress proxy, HttpClient settings, long timeout) {
		PasswordAuthentication credentials = credentials(settings.authenticator().orElse(null), proxy);
		return client.proxy((spec) -> {
			ProxyProvider.Builder builder = spec.type(ProxyProvider.Proxy.HTTP)
				.socketAddress(proxy)
				.connectTimeoutMillis(timeout);
			if (credentials != null) {
				builder.username(credentials.getUserName()).password((user) -> new String(credentials.getPassword()));
			}
		});
	}

	private static @Nullable PasswordAuthentication credentials(@Nullable Authenticator authenticator,
			InetSocketAddress proxy) {
		return (authenticator == null) ? null
				: authenticator.requestPasswordAuthenticationInstance(proxy.getHostString(), proxy.getAddress(),
						proxy.getPort(), "http", "", "basic", null, RequestorType.PROXY);
	}

	private static TcpClient secure(TcpClient client, HttpClient settings) {
		SSLParameters parameters = settings.sslParameters();
		String[] protocols = parameters.getProtocols();
		String[] ciphers = parameters.getCipherSuites();
		JdkSslContext context = new JdkSslContext(settings.sslContext(), true,
				(ciphers != null) ? List.of(ciphers) : null, IdentityCipherSuiteFilter.INSTANCE,
				ApplicationProtocolConfig.DISABLED, ClientAuth.NONE, protocols, false);
		return client.secure((spec) -> spec.sslContext(context).handlerConfigurator(Connector::verifyHost));
	}

	private static void verifyHost(SslHandler handler) {
		SSLEngine engine = handler.engine();
		SSLParameters parameters = engine.getSSLParameters();
		parameters.setEndpointIdentificationAlgorithm("HTTPS");
		engine.setSSLParameters(parameters);
	}

}
