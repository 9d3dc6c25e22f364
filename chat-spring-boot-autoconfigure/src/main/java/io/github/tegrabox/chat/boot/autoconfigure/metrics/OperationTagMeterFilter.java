package io.github.tegrabox.chat.boot.autoconfigure.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;

import org.springframework.boot.SpringBootVersion;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Gives the requests of an application's other clients the tag that those of the Chat API
 * have. Up to Micrometer 1.16 Prometheus shows only meters with the same tags as the
 * first one of their name.
 */
final class OperationTagMeterFilter implements MeterFilter {

	private static final String OPERATION = "chat.operation";

	@Override
	public Meter.Id map(Meter.Id id) {
		boolean other = id.getName().equals("http.client.requests") && id.getTag(OPERATION) == null;
		return other ? id.withTag(Tag.of(OPERATION, "none")) : id;
	}

	/**
	 * Spring Boot 4.0, which comes with Micrometer 1.16.
	 */
	static final class OnSpringBoot40 implements Condition {

		@Override
		public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
			return SpringBootVersion.getVersion().startsWith("4.0.");
		}

	}

}
