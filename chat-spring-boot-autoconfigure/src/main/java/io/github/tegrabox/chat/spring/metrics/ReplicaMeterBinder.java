package io.github.tegrabox.chat.spring.metrics;

import java.time.Duration;

import io.github.tegrabox.chat.spring.ReplicaState;
import io.github.tegrabox.chat.spring.metrics.ChatMeterDocumentation.ShardKeyNames;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * Binder of the meters of a process that shares its rooms with others.
 */
public final class ReplicaMeterBinder implements MeterBinder {

	private final ReplicaState replica;

	/**
	 * Creates a binder.
	 * @param replica the state of the process
	 */
	public ReplicaMeterBinder(ReplicaState replica) {
		this.replica = replica;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		for (int shard = 0; shard < this.replica.shards(); shard++) {
			int number = shard;
			Gauge
				.builder(ChatMeterDocumentation.REPLICA_LEADER.getName(), this.replica,
						(replica) -> replica.leading().contains(number) ? 1 : 0)
				.tag(ShardKeyNames.SHARD.asString(), Integer.toString(shard))
				.description("Whether this process hands on the messages of the shard")
				.register(registry);
		}
		Gauge.builder(ChatMeterDocumentation.CURSOR_LAG.getName(), this.replica, (replica) -> seconds(replica.lag()))
			.baseUnit("seconds")
			.description("Age of the oldest message that listeners are at work on")
			.register(registry);
		FunctionCounter
			.builder(ChatMeterDocumentation.CURSOR_CONFLICTS.getName(), this.replica, ReplicaState::conflicts)
			.description("Messages that another process was found to have handled")
			.register(registry);
	}

	private static double seconds(Duration duration) {
		// In nanoseconds, the age of a message of the year 1 is more than a long holds.
		return duration.getSeconds() + duration.getNano() / 1e9;
	}

}
