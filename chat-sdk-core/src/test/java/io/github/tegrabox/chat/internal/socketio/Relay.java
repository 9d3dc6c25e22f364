package io.github.tegrabox.chat.internal.socketio;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

import javax.net.ssl.SSLContext;

/**
 * What may stand between a client and its server: TLS that ends there, an HTTP proxy that
 * is asked for tunnels, or a balancer that knows its clients by a cookie. Remembers the
 * heads of the first requests.
 */
final class Relay implements AutoCloseable {

	private static final Pattern ROUTE = Pattern.compile("(?im)^cookie:.*\\broute=a\\b");

	private static final String UNKNOWN = "{\"code\":1,\"message\":\"Session ID unknown\"}";

	private final List<String> heads = new CopyOnWriteArrayList<>();

	private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

	private final ServerSocket server;

	private final int target;

	private final boolean sticky;

	private Relay(ServerSocket server, int target, boolean sticky) {
		this.server = server;
		this.target = target;
		this.sticky = sticky;
		daemon(this::acceptAll);
	}

	/**
	 * Starts TLS in front of a port of this machine.
	 */
	static Relay tls(SSLContext context, int target) throws IOException {
		return new Relay(context.getServerSocketFactory().createServerSocket(0, 0, InetAddress.getLoopbackAddress()),
				target, false);
	}

	/**
	 * Starts an HTTP proxy that makes every tunnel lead to a port of this machine.
	 */
	static Relay proxy(int target) throws IOException {
		return new Relay(new ServerSocket(0, 0, InetAddress.getLoopbackAddress()), target, false);
	}

	/**
	 * Starts a balancer before a port of this machine. Who has a session and does not
	 * show the cookie that came with it is led to another replica, which knows no
	 * session.
	 */
	static Relay sticky(int target) throws IOException {
		return new Relay(new ServerSocket(0, 0, InetAddress.getLoopbackAddress()), target, true);
	}

	int port() {
		return this.server.getLocalPort();
	}

	List<String> heads() {
		return this.heads;
	}

	private void acceptAll() {
		while (!this.server.isClosed()) {
			try {
				Socket client = this.server.accept();
				daemon(() -> serve(client));
			}
			catch (IOException ex) {
				// Closed.
			}
		}
	}

	private void serve(Socket client) {
		this.sockets.add(client);
		try (client; Socket upstream = new Socket(InetAddress.getLoopbackAddress(), this.target)) {
			this.sockets.add(upstream);
			String head = head(client.getInputStream());
			this.heads.add(head);
			if (this.sticky) {
				balance(head, client, upstream);
				return;
			}
			if (head.startsWith("CONNECT ")) {
				write("HTTP/1.1 200 OK\r\n\r\n", client);
			}
			else {
				write(head, upstream);
			}
			daemon(() -> copy(upstream, client));
			copy(client, upstream);
		}
		catch (IOException ex) {
			// A client that does not trust the certificate, or has gone.
		}
	}

	private void balance(String head, Socket client, Socket upstream) throws IOException {
		boolean begun = head.contains("sid=");
		if (begun && !ROUTE.matcher(head).find()) {
			write("HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: " + UNKNOWN.length() + "\r\n\r\n"
					+ UNKNOWN, client);
			client.shutdownOutput();
			client.getInputStream().transferTo(OutputStream.nullOutputStream());
			return;
		}
		write(head, upstream);
		daemon(() -> copy(client, upstream));
		String answer = head(upstream.getInputStream());
		if (!answer.startsWith("HTTP/1.1 101")) {
			// So that each connection has one request.
			answer = answer.replaceFirst("\r\n", "\r\nConnection: close\r\n");
		}
		write(begun ? answer : answer.replaceFirst("\r\n", "\r\nSet-Cookie: route=a; Path=/\r\n"), client);
		copy(upstream, client);
	}

	private static void write(String text, Socket to) throws IOException {
		to.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
	}

	private static String head(InputStream in) throws IOException {
		StringBuilder head = new StringBuilder();
		while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
			int next = in.read();
			if (next < 0) {
				throw new IOException("Nobody is there any more");
			}
			head.append((char) next);
		}
		return head.toString();
	}

	private static void copy(Socket from, Socket to) {
		try (from; to) {
			from.getInputStream().transferTo(to.getOutputStream());
		}
		catch (IOException ex) {
			// One side has closed, and so the other does.
		}
	}

	private static void daemon(Runnable task) {
		Thread thread = new Thread(task, "relay");
		thread.setDaemon(true);
		thread.start();
	}

	@Override
	public void close() {
		try {
			this.server.close();
			for (Socket socket : this.sockets) {
				socket.close();
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
