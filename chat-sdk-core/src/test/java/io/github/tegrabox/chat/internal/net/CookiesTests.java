package io.github.tegrabox.chat.internal.net;

import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Cookies}.
 */
class CookiesTests {

	private final Cookies cookies = new Cookies();

	private void take(String... values) {
		this.cookies.take(HttpHeaders.of(Map.of("set-cookie", List.of(values)), (name, value) -> true));
	}

	private String header() {
		return this.cookies.with(Map.of()).getOrDefault("Cookie", "");
	}

	@Test
	void sendsWhatWasSetLast() {
		assertThat(header()).isEmpty();
		take("route=a; Path=/", "AWSALB=x/y+z==; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Path=/",
				"ttl=\"1,2\";Max-Age=60");
		assertThat(header()).isEqualTo("route=a; AWSALB=x/y+z==; ttl=\"1,2\"");
		take(" route=b ", "AWSALB=; Max-Age=0");
		assertThat(header()).isEqualTo("route=b; ttl=\"1,2\"");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", ";", "=", "=a", "route", "; route=b", "ro ute=b", "route=b\u0001c", "route=b\r\nX: y",
			"route=\u00e9", "r\u00f6ute=b" })
	void leavesOutWhatCannotBeSent(String bad) {
		take("route=a", bad, "other=c");
		assertThat(header()).isEqualTo("route=a; other=c");
	}

	@Test
	void keepsAFewAndSmallOnes() {
		take("large=" + "x".repeat(5000));
		take(IntStream.range(0, 1000).mapToObj((i) -> "c" + i + "=1").toArray(String[]::new));
		assertThat(header().split("; ")).hasSize(20).contains("c0=1", "c19=1");
		take("c0=2");
		assertThat(header()).startsWith("c0=2; ");
	}

}
