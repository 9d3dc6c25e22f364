package io.github.tegrabox.chat.internal.socketio;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.net.ssl.SSLContext;

/**
 * What may stand between a client and its server: TLS that ends there, or an HTTP proxy
 * that is asked for tunnels. Remembers the heads of the first requests.
 */
final class Relay implements AutoCloseable {

	private final List<String> heads = new CopyOnWriteArrayList<>();

	private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

	private final ServerSocket server;

	private final int target;

	private Relay(ServerSocket server, int target) {
		this.server = server;
		this.target = target;
		daemon(this::acceptAll);
	}

	/**
	 * Starts TLS in front of a port of this machine.
	 */
	static Relay tls(SSLContext context, int target) throws IOException {
		return new Relay(context.getServerSocketFactory().createServerSocket(0, 0, InetAddress.getLoopbackAddress()),
				target);
	}

	/**
	 * Starts an HTTP proxy that makes every tunnel lead to a port of this machine.
	 */
	static Relay proxy(int target) throws IOException {
		return new Relay(new ServerSocket(0, 0, InetAddress.getLoopbackAddress()), target);
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
			if (head.startsWith("CONNECT ")) {
				client.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
			}
			else {
				upstream.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
			}
			daemon(() -> copy(upstream, client));
			copy(client, upstream);
		}
		catch (IOException ex) {
			// A client that does not trust the certificate, or has gone.
		}
	}

	private String head(InputStream in) throws IOException {
		StringBuilder head = new StringBuilder();
		while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
			int next = in.read();
			if (next < 0) {
				throw new IOException("The client has gone");
			}
			head.append((char) next);
		}
		this.heads.add(head.toString());
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
