package io.github.tegrabox.chat.spring.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.micrometer.core.instrument.Meter;
import io.micrometer.prometheusmetrics.PrometheusNamingConvention;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the dashboard shows the meters under the names that Prometheus has for them.
 */
class DashboardTests {

	private static final Pattern METRIC = Pattern.compile("\\b(?:chat|http)_[a-z_]+\\b");

	private static final Pattern LABEL = Pattern.compile("by \\(([^)]*)\\)");

	private final PrometheusNamingConvention convention = new PrometheusNamingConvention();

	@Test
	void everyNameIsThatOfAMeter() throws IOException {
		Set<String> known = Stream
			.concat(Arrays.stream(ChatMeterDocumentation.values())
				.flatMap((meter) -> names(meter.getName(), meter.getType())),
					names("http.client.requests", Meter.Type.TIMER))
			.collect(Collectors.toSet());
		assertThat(found(METRIC, 0)).isNotEmpty().isSubsetOf(known);
	}

	@Test
	void everyMeterIsShown() throws IOException {
		Set<String> shown = found(METRIC, 0);
		for (ChatMeterDocumentation meter : ChatMeterDocumentation.values()) {
			assertThat(names(meter.getName(), meter.getType())).as(meter.getName()).anyMatch(shown::contains);
		}
	}

	@Test
	void everyLabelIsATag() throws IOException {
		Set<String> labels = found(LABEL, 1).stream()
			.flatMap((group) -> Arrays.stream(group.split(", ")))
			.collect(Collectors.toSet());
		assertThat(labels).isSubsetOf("instance", "type", "outcome", "method", "uri", "status");
	}

	private Stream<String> names(String name, Meter.Type type) {
		String base = this.convention.name(name, type, (type == Meter.Type.TIMER) ? "seconds" : null);
		return switch (type) {
			case TIMER -> Stream.of("_count", "_sum", "_max").map((suffix) -> base + suffix);
			case COUNTER -> Stream.of(base.endsWith("_total") ? base : base + "_total");
			default -> Stream.of(base, base + "_seconds");
		};
	}

	private static Set<String> found(Pattern pattern, int group) throws IOException {
		return expressions().stream()
			.flatMap((expression) -> pattern.matcher(expression).results())
			.map((MatchResult result) -> result.group(group))
			.collect(Collectors.toSet());
	}

	private static List<String> expressions() throws IOException {
		JsonNode dashboard = JsonMapper.builder()
			.build()
			.readTree(Files.readString(Path.of("../docs/grafana-dashboard.json")));
		return dashboard.path("panels")
			.valueStream()
			.flatMap((panel) -> panel.path("targets").valueStream())
			.map((target) -> target.path("expr").asString())
			.toList();
	}

}
