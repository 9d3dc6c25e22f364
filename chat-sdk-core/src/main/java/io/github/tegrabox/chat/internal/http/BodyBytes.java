package io.github.tegrabox.chat.internal.http;

import java.io.ByteArrayOutputStream;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;

/**
 * The bytes of a body. Each buffer is released as soon as it has been read; otherwise a
 * body that arrives in many small pieces would take many times its size.
 */
final class BodyBytes {

	private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);

	private final int limit;

	private BodyBytes(int limit) {
		this.limit = limit;
	}

	/**
	 * Reads a whole body.
	 * @return the bytes, or a {@link DataBufferLimitException} if there are more than the
	 * limit
	 */
	static Mono<byte[]> all(Flux<DataBuffer> body, int limit) {
		return body.collect(() -> new BodyBytes(limit), (result, buffer) -> {
			if (buffer.readableByteCount() > result.room()) {
				DataBufferUtils.release(buffer);
				throw new DataBufferLimitException("Exceeded limit on max bytes to buffer : " + limit);
			}
			result.add(buffer);
		}).map((result) -> result.bytes.toByteArray());
	}

	/**
	 * Reads a body to its end, and keeps only its beginning.
	 * @return at most as many bytes as the limit
	 */
	static Mono<byte[]> head(Flux<DataBuffer> body, int limit) {
		return body.collect(() -> new BodyBytes(limit), BodyBytes::add).map((result) -> result.bytes.toByteArray());
	}

	private int room() {
		return this.limit - this.bytes.size();
	}

	private void add(DataBuffer buffer) {
		try {
			byte[] chunk = new byte[Math.min(buffer.readableByteCount(), room())];
			buffer.read(chunk);
			this.bytes.writeBytes(chunk);
		}
		finally {
			DataBufferUtils.release(buffer);
		}
	}

}
