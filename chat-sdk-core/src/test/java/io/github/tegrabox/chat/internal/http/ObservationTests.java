package io.github.tegrabox.chat.internal.http;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

import brave.Tracing;
import brave.handler.SpanHandler;
import brave.sampler.Sampler;
import io.github.tegrabox.chat.ChatClient;
import io.github.tegrabox.chat.testserver.ChatTestServer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler.FirstMatchingCompositeObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.brave.bridge.BraveCurrentTraceContext;
import io.micrometer.tracing.brave.bridge.BravePropagator;
import io.micrometer.tracing.brave.bridge.BraveTracer;
import io.micrometer.tracing.brave.bridge.W3CPropagation;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.handler.PropagatingSenderTracingObservationHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What others see of the calls: traces and meters.
 */
class ObservationTests {

	private static final Duration WAIT = Duration.ofSeconds(30);

	private final Tracing tracing = Tracing.newBuilder()
		.propagationFactory(new W3CPropagation())
		.traceId128Bit(true)
		.sampler(Sampler.ALWAYS_SAMPLE)
		.addSpanHandler(new SpanHandler() {
		})
		.build();

	private final Tracer tracer = new BraveTracer(this.tracing.tracer(),
			new BraveCurrentTraceContext(this.tracing.currentTraceContext()));

	private final MeterRegistry meters = new SimpleMeterRegistry();

	private final ObservationRegistry observations = ObservationRegistry.create();

	private final ChatTestServer server = ChatTestServer.start();

	private final ChatClient client = ChatClient.builder()
		.apiKey(this.server.apiKey())
		.baseUrl(this.server.baseUrl())
		.observationRegistry(this.observations)
		.build();

	ObservationTests() {
		this.observations.observationConfig()
			.observationHandler(new DefaultMeterObservationHandler(this.meters))
			.observationHandler(new FirstMatchingCompositeObservationHandler(
					new PropagatingSenderTracingObservationHandler<>(this.tracer, new BravePropagator(this.tracing)),
					new DefaultTracingObservationHandler(this.tracer)));
	}

	@AfterEach
	void close() {
		this.client.close();
		this.server.close();
		this.tracing.close();
	}

	@Test
	void continuesTheTraceOfABlockingCallerAtEveryAttempt() {
		this.client.projectId();
		this.server.faults().on("users.list").times(1).respond(503);
		Observation caller = Observation.start("caller", this.observations);
		String trace = caller.scopedChecked(() -> {
			this.client.users().list();
			return traceId();
		});
		caller.stop();
		assertThat(traceParents("users.list")).hasSize(2)
			.doesNotHaveDuplicates()
			.allSatisfy((header) -> assertThat(header).matches("00-" + trace + "-[0-9a-f]{16}-01"));
	}

	@Test
	void continuesTheTraceOfAReactiveCaller() {
		Observation caller = Observation.start("caller", this.observations);
		String trace = Objects.requireNonNull(caller.scoped(this::traceId));
		this.client.reactive()
			.rooms()
			.list()
			.contextWrite((context) -> context.put(ObservationThreadLocalAccessor.KEY, caller))
			.block(WAIT);
		caller.stop();
		assertThat(traceParents("rooms.list")).singleElement().asString().startsWith("00-" + trace + '-');
	}

	@Test
	void startsATraceIfTheCallerHasNone() {
		this.client.users().list();
		assertThat(traceParents("users.list")).singleElement().asString().matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
	}

	@Test
	void countsAllCallsOfAnOperationTogether() {
		for (int i = 0; i < 30; i++) {
			String user = this.server.createUser("ada", "ext-" + i);
			assertThat(this.client.users().get(user).id()).isEqualTo(user);
		}
		// A call is counted when it is over, shortly after its value came.
		await().atMost(WAIT)
			.untilAsserted(() -> assertThat(
					this.meters.find("http.client.requests").tag("chat.operation", "users.get").timers())
				.singleElement()
				.satisfies((timer) -> {
					assertThat(timer.count()).isEqualTo(30);
					assertThat(timer.getId().getTag("uri")).isEqualTo("/api/projects/{projectId}/users/{userId}");
				}));
	}

	private String traceId() {
		return Objects.requireNonNull(this.tracer.currentTraceContext().context()).traceId();
	}

	private List<String> traceParents(String operation) {
		return this.server.recorder()
			.requests()
			.all()
			.stream()
			.filter((request) -> operation.equals(request.operation()))
			.map((request) -> request.header("traceparent"))
			.toList();
	}

}
