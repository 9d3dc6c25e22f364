package io.github.tegrabox.chat.benchmarks.socket;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

import org.jspecify.annotations.Nullable;

/**
 * Server whose only purpose is to be faster than its clients: it writes frames prepared
 * beforehand. A client that starts typing has it prepare a flood, is told so by a
 * {@code user_joined}, and stops typing to get it. Whatever asks for an acknowledgement
 * gets one.
 */
public final class FloodServer {

	private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

	private FloodServer() {
	}

	/**
	 * Runs the server until its input ends.
	 * @param arguments the number of messages of a flood
	 * @throws IOException if it cannot listen
	 */
	public static void main(String... arguments) throws IOException {
		PreparedFrames frames = new PreparedFrames(Integer.parseInt(arguments[0]));
		try (ServerSocket server = new ServerSocket(0, 2000, InetAddress.getLoopbackAddress())) {
			Output.line("port " + server.getLocalPort());
			Thread parent = new Thread(FloodServer::awaitEndOfInput, "parent");
			parent.setDaemon(true);
			parent.start();
			while (true) {
				Socket client = server.accept();
				client.setTcpNoDelay(true);
				Thread thread = new Thread(null, () -> serve(client, frames), "client", 128 * 1024);
				thread.setDaemon(true);
				thread.start();
			}
		}
	}

	private static void awaitEndOfInput() {
		try {
			while (System.in.read() >= 0) {
				// Until the parent is gone.
			}
		}
		catch (IOException ex) {
			// As good as the end.
		}
		Runtime.getRuntime().halt(0);
	}

	private static void serve(Socket client, PreparedFrames frames) {
		try (client) {
			DataInputStream in = new DataInputStream(new BufferedInputStream(client.getInputStream(), 2048));
			OutputStream out = client.getOutputStream();
			while (true) {
				@Nullable String key = null;
				String first = line(in);
				for (String header = line(in); !header.isEmpty(); header = line(in)) {
					if (header.regionMatches(true, 0, "sec-websocket-key:", 0, 18)) {
						key = header.substring(18).strip();
					}
				}
				if (key != null) {
					out.write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
							+ "Sec-WebSocket-Accept: " + accept(key) + "\r\n\r\n")
						.getBytes(StandardCharsets.ISO_8859_1));
					new FloodSession(in, out, frames).run();
					return;
				}
				out.write(rest(first).getBytes(StandardCharsets.UTF_8));
			}
		}
		catch (IOException ex) {
			// The client is gone.
		}
	}

	private static String rest(String requestLine) {
		String body = requestLine.contains("/projects/current") ? "{\"id\":\"prj_1\",\"name\":\"Benchmark\"}"
				: "{\"items\":[],\"page\":1,\"limit\":50,\"total\":0,\"totalPages\":0}";
		return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n"
				+ body;
	}

	private static String line(DataInputStream in) throws IOException {
		StringBuilder line = new StringBuilder();
		for (int next = in.readUnsignedByte(); next != '\n'; next = in.readUnsignedByte()) {
			line.append((char) next);
		}
		return line.toString().stripTrailing();
	}

	private static String accept(String key) {
		try {
			byte[] hash = MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(StandardCharsets.ISO_8859_1));
			return Base64.getEncoder().encodeToString(hash);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
