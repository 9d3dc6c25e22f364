package io.github.tegrabox.chat.spring.metrics;

import io.micrometer.common.docs.KeyName;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.docs.MeterDocumentation;

/**
 * The meters. No tag ever contains an id.
 */
public enum ChatMeterDocumentation implements MeterDocumentation {

	/**
	 * Whether the socket is connected: 1 or 0.
	 */
	SOCKET_CONNECTED("chat.socket.connected", Meter.Type.GAUGE),

	/**
	 * Connections made after the first one.
	 */
	SOCKET_RECONNECTS("chat.socket.reconnects", Meter.Type.COUNTER),

	/**
	 * Events received.
	 */
	EVENTS_RECEIVED("chat.events.received", Meter.Type.COUNTER),

	/**
	 * Time that all listeners of an event took together.
	 */
	EVENTS_DISPATCH("chat.events.dispatch", Meter.Type.TIMER),

	/**
	 * Events that wait for listeners.
	 */
	EVENTS_QUEUED("chat.events.queued", Meter.Type.GAUGE),

	/**
	 * Messages fetched from the history after a reconnect.
	 */
	EVENTS_RECOVERED("chat.events.recovered", Meter.Type.COUNTER),

	/**
	 * Events that reached no listener.
	 */
	EVENTS_DROPPED("chat.events.dropped", Meter.Type.COUNTER),

	/**
	 * Whether this process leads a shard: 1 or 0.
	 */
	REPLICA_LEADER("chat.replica.leader", Meter.Type.GAUGE),

	/**
	 * Age of the oldest message that listeners are handling, in seconds.
	 */
	CURSOR_LAG("chat.cursor.lag", Meter.Type.GAUGE),

	/**
	 * Messages that turned out to have been handled by another process.
	 */
	CURSOR_CONFLICTS("chat.cursor.conflicts", Meter.Type.COUNTER),

	/**
	 * Calls of listeners that were retried after a failure.
	 */
	LISTENER_RETRIES("chat.listener.retries", Meter.Type.COUNTER),

	/**
	 * Duration of requests to the token endpoint.
	 */
	TOKENS_ISSUED("chat.tokens.issued", Meter.Type.TIMER);

	private final String name;

	private final Meter.Type type;

	ChatMeterDocumentation(String name, Meter.Type type) {
		this.name = name;
		this.type = type;
	}

	@Override
	public String getName() {
		return this.name;
	}

	@Override
	public Meter.Type getType() {
		return this.type;
	}

	@Override
	public KeyName[] getKeyNames() {
		return switch (this) {
			case EVENTS_RECEIVED, EVENTS_DROPPED -> EventKeyNames.values();
			case EVENTS_DISPATCH -> KeyName.merge(EventKeyNames.values(), OutcomeKeyNames.values());
			case REPLICA_LEADER -> ShardKeyNames.values();
			case TOKENS_ISSUED -> OutcomeKeyNames.values();
			default -> new KeyName[0];
		};
	}

	/**
	 * Tags of meters of events.
	 */
	public enum EventKeyNames implements KeyName {

		/**
		 * The kind of event, as {@link io.github.tegrabox.chat.event.ChatEventType#tag()}
		 * names it.
		 */
		TYPE;

		@Override
		public String asString() {
			return "type";
		}

	}

	/**
	 * Tags of meters of shards.
	 */
	public enum ShardKeyNames implements KeyName {

		/**
		 * The number of the shard, from 0.
		 */
		SHARD;

		@Override
		public String asString() {
			return "shard";
		}

	}

	/**
	 * Tags of meters of operations that can fail.
	 */
	public enum OutcomeKeyNames implements KeyName {

		/**
		 * The outcome: for events {@code success} or {@code error}, for tokens the names
		 * of {@link io.github.tegrabox.chat.spring.token.TokenOutcome} in lower case.
		 */
		OUTCOME;

		@Override
		public String asString() {
			return "outcome";
		}

	}

}
