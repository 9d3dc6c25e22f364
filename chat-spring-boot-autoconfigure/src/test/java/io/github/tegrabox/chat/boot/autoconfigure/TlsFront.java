package io.github.tegrabox.chat.boot.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/**
 * TLS in front of a server that speaks none, with a certificate of its own making.
 */
final class TlsFront implements AutoCloseable {

	static final String PASSWORD = "password";

	private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

	private final AtomicInteger handshakes = new AtomicInteger();

	private final SSLServerSocket server;

	private final int target;

	private TlsFront(SSLServerSocket server, int target) {
		this.server = server;
		this.target = target;
	}

	/**
	 * Starts in front of a port of this machine.
	 * @param target the port
	 * @param keyStore where the certificate is kept, made if missing
	 * @return the front
	 */
	static TlsFront start(int target, Path keyStore) throws IOException, GeneralSecurityException {
		if (!Files.exists(keyStore)) {
			makeCertificate(keyStore);
		}
		KeyStore keys = KeyStore.getInstance(keyStore.toFile(), PASSWORD.toCharArray());
		KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		factory.init(keys, PASSWORD.toCharArray());
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(factory.getKeyManagers(), null, null);
		TlsFront front = new TlsFront((SSLServerSocket) context.getServerSocketFactory()
			.createServerSocket(0, 0, InetAddress.getLoopbackAddress()), target);
		daemon(front::acceptAll);
		return front;
	}

	private static void makeCertificate(Path keyStore) throws IOException {
		Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
				"-genkeypair", "-alias", "localhost", "-keyalg", "EC", "-dname", "CN=localhost", "-ext",
				"san=dns:localhost", "-storetype", "PKCS12", "-storepass", PASSWORD, "-keystore", keyStore.toString())
			.redirectErrorStream(true)
			.start();
		String output = new String(keytool.getInputStream().readAllBytes());
		if (!Files.exists(keyStore)) {
			throw new IllegalStateException(output);
		}
	}

	String origin() {
		return "https://localhost:" + this.server.getLocalPort();
	}

	int handshakes() {
		return this.handshakes.get();
	}

	private void acceptAll() {
		while (!this.server.isClosed()) {
			try {
				SSLSocket client = (SSLSocket) this.server.accept();
				daemon(() -> serve(client));
			}
			catch (IOException ex) {
				// Closed, or a client that went away at once.
			}
		}
	}

	private void serve(SSLSocket client) {
		this.sockets.add(client);
		try (client; Socket upstream = new Socket(InetAddress.getLoopbackAddress(), this.target)) {
			this.sockets.add(upstream);
			client.startHandshake();
			this.handshakes.incrementAndGet();
			daemon(() -> copy(upstream, client));
			copy(client, upstream);
		}
		catch (IOException ex) {
			// A client that does not trust the certificate.
		}
	}

	private static void copy(Socket from, Socket to) {
		try (from; to) {
			InputStream in = from.getInputStream();
			OutputStream out = to.getOutputStream();
			in.transferTo(out);
		}
		catch (IOException ex) {
			// One side has closed, and so the other does.
		}
	}

	private static void daemon(Runnable task) {
		Thread thread = new Thread(task, "tls-front");
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
