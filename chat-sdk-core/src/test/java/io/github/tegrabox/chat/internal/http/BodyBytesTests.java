package io.github.tegrabox.chat.internal.http;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.netty.buffer.UnpooledByteBufAllocator;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.NettyDataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests of {@link BodyBytes}.
 */
class BodyBytesTests {

	private static final Duration WAIT = Duration.ofMinutes(1);

	private final NettyDataBufferFactory buffers = new NettyDataBufferFactory(UnpooledByteBufAllocator.DEFAULT);

	private final List<NettyDataBuffer> made = new ArrayList<>();

	@Test
	void holdsNoBufferWhileItWaitsForTheNextOne() {
		Flux<DataBuffer> crumbs = Flux.range(0, 1000).map((i) -> {
			assertThat(this.made).allMatch((buffer) -> buffer.getNativeBuffer().refCnt() == 0);
			return buffer("x");
		});
		assertThat(BodyBytes.all(crumbs, 1000).block(WAIT)).hasSize(1000).containsOnly('x');
	}

	@Test
	void refusesWhatIsLarger() {
		Flux<DataBuffer> body = Flux.defer(() -> Flux.just(buffer("abc"), buffer("def")));
		assertThat(BodyBytes.all(body, 6).block(WAIT)).asString().isEqualTo("abcdef");
		assertThatExceptionOfType(DataBufferLimitException.class).isThrownBy(() -> BodyBytes.all(body, 5).block(WAIT));
		assertThat(this.made).allMatch((buffer) -> buffer.getNativeBuffer().refCnt() == 0);
	}

	@Test
	void keepsTheHeadOfWhatIsLarger() {
		assertThat(BodyBytes.head(Flux.just(buffer("abc"), buffer("def"), buffer("g")), 5).block(WAIT)).asString()
			.isEqualTo("abcde");
		assertThat(BodyBytes.head(Flux.empty(), 5).block(WAIT)).isEmpty();
		assertThat(this.made).allMatch((buffer) -> buffer.getNativeBuffer().refCnt() == 0);
	}

	private DataBuffer buffer(String text) {
		NettyDataBuffer buffer = (NettyDataBuffer) this.buffers.wrap(text.getBytes(StandardCharsets.US_ASCII));
		this.made.add(buffer);
		return buffer;
	}

}
