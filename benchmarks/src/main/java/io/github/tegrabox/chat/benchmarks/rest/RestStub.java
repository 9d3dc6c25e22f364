package io.github.tegrabox.chat.benchmarks.rest;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Server with canned answers, in a process of its own so that only clients are measured.
 * Prints its port and ends with its standard input.
 */
public final class RestStub {

	private static final byte[] USER = answer("""
			{"id":"usr_1","username":"ada","external_user_id":"ext-1","display_name":"Ada Lovelace",\
			"email":"ada@example.org","status":"active","created_at":"2026-01-31T12:30:45.123Z",\
			"updated_at":"2026-01-31T12:30:45.123Z"}""");

	private static final byte[] PROJECT = answer("{\"id\":\"prj_1\",\"name\":\"Benchmark\"}");

	private static final byte[] STREAM_USERS = answer("""
			{"users":[{"id":"usr_1","role":"user","name":"Ada Lovelace","email":"ada@example.org","online":false,\
			"created_at":"2026-01-31T12:30:45.123Z","updated_at":"2026-01-31T12:30:45.123Z"}],"duration":"1.00ms"}""");

	private RestStub() {
	}

	/**
	 * Runs the server.
	 * @param args none
	 * @throws IOException if it cannot listen
	 */
	public static void main(String[] args) throws IOException {
		try (ServerSocket server = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress())) {
			PrintStream out = System.out;
			out.println(server.getLocalPort());
			Thread acceptor = new Thread(() -> accept(server));
			acceptor.setDaemon(true);
			acceptor.start();
			while (System.in.read() >= 0) {
				Thread.onSpinWait();
			}
		}
	}

	private static void accept(ServerSocket server) {
		while (!server.isClosed()) {
			try {
				Socket socket = server.accept();
				Thread thread = new Thread(() -> serve(socket));
				thread.setDaemon(true);
				thread.start();
			}
			catch (IOException ex) {
				return;
			}
		}
	}

	private static void serve(Socket socket) {
		try (socket) {
			socket.setTcpNoDelay(true);
			InputStream in = new BufferedInputStream(socket.getInputStream());
			while (true) {
				String request = head(in);
				byte[] answer = request.startsWith("GET /users") ? STREAM_USERS
						: request.startsWith("GET /api/projects/current") ? PROJECT : USER;
				socket.getOutputStream().write(answer);
			}
		}
		catch (IOException ex) {
			// The client has left.
		}
	}

	/**
	 * Reads a request without a body up to its empty line.
	 */
	private static String head(InputStream in) throws IOException {
		StringBuilder head = new StringBuilder(512);
		int end = 0;
		while (end < 4) {
			int octet = in.read();
			if (octet < 0) {
				throw new IOException("closed");
			}
			head.append((char) octet);
			end = (octet == ((end % 2 == 0) ? '\r' : '\n')) ? end + 1 : 0;
		}
		return head.toString();
	}

	private static byte[] answer(String json) {
		String head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + json.length()
				+ "\r\n\r\n";
		return (head + json).getBytes(StandardCharsets.US_ASCII);
	}

}
