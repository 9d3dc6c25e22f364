package io.github.tegrabox.chat.internal.socketio;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Server that answers every request as it is told and hangs up, save on a WebSocket.
 */
public final class Answers implements AutoCloseable {

	private final ServerSocket server;

	private final Function<String, byte[]> answer;

	private boolean endless;

	private Answers(ServerSocket server, Function<String, byte[]> answer) {
		this.server = server;
		this.answer = answer;
	}

	/**
	 * Starts a server with the same answer for all.
	 * @param answer the answer, head and body
	 * @return the server, to be closed
	 */
	public static Answers start(String answer) throws IOException {
		return start((head) -> answer.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Starts a server that opens WebSockets and sends these messages, or gives them to
	 * who polls.
	 */
	static Answers start(List<String> messages, String polled) throws IOException {
		return start((head) -> {
			String key = key(head);
			return (key != null) ? webSocket(key, messages)
					: ("HTTP/1.1 200 OK\r\nContent-Length: " + polled.length() + "\r\n\r\n" + polled)
						.getBytes(StandardCharsets.UTF_8);
		});
	}

	/**
	 * Starts a server whose answer, a head and the beginning of a body, has no end.
	 */
	static Answers startEndless(String answer) throws IOException {
		Answers answers = new Answers(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()),
				(head) -> answer.getBytes(StandardCharsets.UTF_8));
		answers.endless = true;
		return answers.listening();
	}

	/**
	 * Starts a server that opens WebSockets, says something, and closes them.
	 */
	static Answers startClosing(List<String> messages, int code, String reason) throws IOException {
		return start((head) -> {
			ByteArrayOutputStream out = new ByteArrayOutputStream();
			out.writeBytes(webSocket(key(head), messages));
			byte[] words = reason.getBytes(StandardCharsets.UTF_8);
			out.writeBytes(new byte[] { (byte) 0x88, (byte) (2 + words.length), (byte) (code >> 8), (byte) code });
			out.writeBytes(words);
			return out.toByteArray();
		});
	}

	static String key(String head) {
		return head.lines()
			.filter((line) -> line.toLowerCase(Locale.ROOT).startsWith("sec-websocket-key:"))
			.map((line) -> line.substring(line.indexOf(':') + 1).strip())
			.findFirst()
			.orElse(null);
	}

	static byte[] webSocket(String key, List<String> messages) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		out.writeBytes(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
				+ "Sec-WebSocket-Accept: " + accept(key) + "\r\n\r\n")
			.getBytes(StandardCharsets.UTF_8));
		for (String message : messages) {
			byte[] text = message.getBytes(StandardCharsets.UTF_8);
			out.write(0x81);
			if (text.length < 126) {
				out.write(text.length);
			}
			else {
				out.write(127);
				out.writeBytes(ByteBuffer.allocate(8).putLong(text.length).array());
			}
			out.writeBytes(text);
		}
		return out.toByteArray();
	}

	private static String accept(String key) {
		try {
			byte[] digest = MessageDigest.getInstance("SHA-1")
				.digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.UTF_8));
			return Base64.getEncoder().encodeToString(digest);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Starts a server that answers each request as it likes.
	 */
	static Answers start(Function<String, byte[]> answer) throws IOException {
		return new Answers(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), answer).listening();
	}

	private Answers listening() {
		Thread thread = new Thread(this::run, "answers");
		thread.setDaemon(true);
		thread.start();
		return this;
	}

	/**
	 * Returns where it listens.
	 */
	public int port() {
		return this.server.getLocalPort();
	}

	URI uri() {
		return URI.create("http://127.0.0.1:" + port());
	}

	private void run() {
		while (!this.server.isClosed()) {
			try (Socket socket = this.server.accept()) {
				byte[] said = this.answer.apply(readHead(socket.getInputStream()));
				socket.getOutputStream().write(said);
				if (!this.endless && !new String(said, StandardCharsets.ISO_8859_1).startsWith("HTTP/1.1 101")) {
					socket.shutdownOutput();
				}
				socket.getInputStream().readAllBytes();
			}
			catch (IOException ex) {
				// The next one, if there is one.
			}
		}
	}

	static String readHead(InputStream in) throws IOException {
		StringBuilder head = new StringBuilder();
		int next = in.read();
		while (next >= 0) {
			head.append((char) next);
			next = (head.indexOf("\r\n\r\n") < 0) ? in.read() : -1;
		}
		return head.toString();
	}

	@Override
	public void close() throws IOException {
		this.server.close();
	}

}
