package io.github.tegrabox.chat.internal.socketio;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * Server that gives every request the same answer and hangs up.
 */
final class Answers implements AutoCloseable {

	private final ServerSocket server;

	private final byte[] answer;

	private Answers(ServerSocket server, String answer) {
		this.server = server;
		this.answer = answer.getBytes(StandardCharsets.UTF_8);
	}

	static Answers start(String answer) throws IOException {
		Answers answers = new Answers(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), answer);
		Thread thread = new Thread(answers::run, "answers");
		thread.setDaemon(true);
		thread.start();
		return answers;
	}

	URI uri() {
		return URI.create("http://127.0.0.1:" + this.server.getLocalPort());
	}

	private void run() {
		while (!this.server.isClosed()) {
			try (Socket socket = this.server.accept()) {
				readHead(socket.getInputStream());
				socket.getOutputStream().write(this.answer);
				socket.shutdownOutput();
				socket.getInputStream().readAllBytes();
			}
			catch (IOException ex) {
				// The next one, if there is one.
			}
		}
	}

	private static void readHead(InputStream in) throws IOException {
		int end = 0;
		for (int next = in.read(); next >= 0 && end < 4; next = (end < 4) ? in.read() : next) {
			end = (next == ((end % 2 == 0) ? '\r' : '\n')) ? end + 1 : 0;
		}
	}

	@Override
	public void close() throws IOException {
		this.server.close();
	}

}
