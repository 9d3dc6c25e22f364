package io.github.tegrabox.chat.internal.json;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonParser;
import tools.jackson.core.util.BufferRecycler;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link StripedRecyclers}.
 */
class StripedRecyclersTests {

	private final StripedRecyclers pool = new StripedRecyclers();

	@Test
	void aThreadFindsItsOwnAgain() {
		BufferRecycler own = this.pool.acquireAndLinkPooled();
		own.releaseToPool();
		assertThat(this.pool.pooledCount()).isEqualTo(1);
		assertThat(this.pool.acquireAndLinkPooled()).isSameAs(own);
		assertThat(this.pool.pooledCount()).isZero();
	}

	@Test
	void nobodyGetsWhatIsInUse() {
		BufferRecycler first = this.pool.acquireAndLinkPooled();
		BufferRecycler second = this.pool.acquireAndLinkPooled();
		assertThat(second).isNotSameAs(first);
		first.releaseToPool();
		second.releaseToPool();
		assertThat(this.pool.pooledCount()).isEqualTo(1);
		this.pool.clear();
		assertThat(this.pool.pooledCount()).isZero();
	}

	@Test
	void parsersWithinEachOtherReadTheirOwnText() {
		List<JsonParser> open = new ArrayList<>();
		IntStream.range(0, 10).forEach((i) -> {
			JsonParser parser = WireJson.parser(("\"text " + i + "\\n\"").getBytes());
			parser.nextToken();
			open.add(parser);
		});
		IntStream.range(0, 10).forEach((i) -> assertThat(open.get(i).getString()).isEqualTo("text " + i + "\n"));
		open.forEach(JsonParser::close);
	}

}
