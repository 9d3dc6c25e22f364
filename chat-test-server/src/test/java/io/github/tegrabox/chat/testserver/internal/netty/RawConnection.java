package io.github.tegrabox.chat.testserver.internal.netty;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * A TCP connection on which a test says what it likes.
 */
final class RawConnection implements AutoCloseable {

	private static final int TIMEOUT_MILLIS = 20_000;

	private final Socket socket = new Socket();

	private final InputStream input;

	RawConnection(int port) throws IOException {
		this.socket.connect(new InetSocketAddress("127.0.0.1", port));
		this.socket.setSoTimeout(TIMEOUT_MILLIS);
		this.input = this.socket.getInputStream();
	}

	void send(String text) throws IOException {
		send(text.getBytes(StandardCharsets.UTF_8));
	}

	void send(byte[] bytes) throws IOException {
		this.socket.getOutputStream().write(bytes);
		this.socket.getOutputStream().flush();
	}

	/** Reads one response with as much body as its head promises. */
	Response read() throws IOException {
		return read(true);
	}

	/** Reads one response that has no body, whatever its head promises. */
	Response readHead() throws IOException {
		return read(false);
	}

	/** Reads one byte, -1 at the end. */
	int readByte() throws IOException {
		return this.input.read();
	}

	/** Reads one unmasked WebSocket frame with a short payload. */
	byte[] readFrame() throws IOException {
		this.input.read();
		return this.input.readNBytes(this.input.read());
	}

	private Response read(boolean withBody) throws IOException {
		String[] statusLine = line().split(" ", 3);
		Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		for (String line = line(); !line.isEmpty(); line = line()) {
			String[] field = line.split(": ?", 2);
			headers.put(field[0], field[1]);
		}
		int length = withBody ? Integer.parseInt(headers.getOrDefault("content-length", "0")) : 0;
		String body = new String(this.input.readNBytes(length), StandardCharsets.UTF_8);
		return new Response(Integer.parseInt(statusLine[1]), headers, body);
	}

	private String line() throws IOException {
		ByteArrayOutputStream line = new ByteArrayOutputStream();
		for (int next = this.input.read(); next != '\n'; next = this.input.read()) {
			if (next < 0) {
				throw new IOException("the connection ended");
			}
			if (next != '\r') {
				line.write(next);
			}
		}
		return line.toString(StandardCharsets.UTF_8);
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

	/**
	 * A response.
	 *
	 * @param status its status code
	 * @param headers its header fields, the last value of each
	 * @param body its body as UTF-8
	 */
	record Response(int status, Map<String, String> headers, String body) {
	}

}
