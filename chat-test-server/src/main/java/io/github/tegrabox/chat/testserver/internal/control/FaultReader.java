package io.github.tegrabox.chat.testserver.internal.control;

import java.time.Duration;
import java.util.Set;

import io.github.tegrabox.chat.testserver.fault.FaultBuilder;
import io.github.tegrabox.chat.testserver.fault.FaultRule;
import io.github.tegrabox.chat.testserver.fault.Faults;
import io.github.tegrabox.chat.testserver.fault.SocketEnding;

/**
 * Reads a fault from JSON: where it stands ({@code on}), when it happens ({@code nth},
 * {@code from}, {@code times}, {@code probability} with {@code seed}) and what happens
 * ({@code effect} with its parameters).
 */
final class FaultReader {

	static final Set<String> NAMES = Set.of("on", "nth", "from", "times", "probability", "seed", "effect", "status",
			"headers", "body", "retry_after", "delay_ms", "chunk_size", "pause_ms", "code", "end");

	private final ControlBody body;

	FaultReader(ControlBody body) {
		this.body = body;
	}

	FaultRule addTo(Faults faults) {
		FaultBuilder fault = faults.on(this.body.text("on"));
		if (this.body.has("nth")) {
			fault.nth(this.body.number("nth"));
		}
		if (this.body.has("from")) {
			fault.from(this.body.number("from"));
		}
		if (this.body.has("times")) {
			fault.times(this.body.number("times"));
		}
		if (this.body.has("probability")) {
			fault.probability(this.body.fraction("probability"),
					this.body.has("seed") ? this.body.longNumber("seed") : 0);
		}
		return effect(fault);
	}

	private FaultRule effect(FaultBuilder fault) {
		String effect = this.body.text("effect");
		return switch (effect) {
			case "respond" ->
				fault.respond(this.body.number("status"), this.body.texts("headers"), this.body.optionalText("body"));
			case "rate_limit" -> fault.rateLimit(Duration.ofSeconds(this.body.number("retry_after")));
			case "delay" -> fault.delay(this.body.millis("delay_ms"));
			case "slow_body" -> fault.slowBody(this.body.number("chunk_size"), this.body.millis("pause_ms"));
			case "malformed_json" -> fault.malformedJson();
			case "cut_before_applying" -> fault.cutBeforeApplying();
			case "cut_within_answer" -> fault.cutWithinAnswer();
			case "cut_after_applying" -> fault.cutAfterApplying();
			case "refuse" -> fault.refuse(this.body.text("code"));
			case "drop" -> fault.drop();
			case "drop_ack" -> fault.dropAck();
			case "duplicate" -> fault.duplicate();
			case "malformed_frame" -> fault.malformedFrame();
			case "end" -> fault.end(this.body.choice("end", SocketEnding.class));
			default -> throw new IllegalArgumentException("There is no effect \"" + effect + "\"");
		};
	}

}
