package io.github.tegrabox.chat.boot.autoconfigure.durable;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

import io.github.tegrabox.chat.ReactiveChatClient;
import io.github.tegrabox.chat.boot.autoconfigure.ChatSocketProperties;
import io.github.tegrabox.chat.internal.socket.session.SharedSocket;
import io.github.tegrabox.chat.socket.ChatSocket;
import io.github.tegrabox.chat.spring.ChatSocketLifecycle;
import io.github.tegrabox.chat.spring.ReplicaState;
import io.github.tegrabox.chat.spring.durable.GroupStore;
import io.github.tegrabox.chat.spring.durable.Replica;
import io.github.tegrabox.chat.spring.durable.ReplicaSettings;
import io.github.tegrabox.chat.spring.metrics.ReplicaMeterBinder;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

/**
 * Configurations of this process as one of a group.
 */
final class ReplicaConfigurations {

	private static final String LOCKS = "org.springframework.integration.support.locks.RenewableLockRegistry";

	private static final String ADD_STARTER = "Add 'io.github.tegrabox:chat-spring-boot-starter-jdbc' to keep the positions "
			+ "on the application's database, or 'io.github.tegrabox:chat-spring-boot-starter-redis' to keep them on Redis.";

	private ReplicaConfigurations() {
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = LOCKS)
	static class Shared {

		/** How long the position of a room that is gone is kept. */
		private static final Duration RETENTION = Duration.ofDays(7);

		/**
		 * Absent where the client or the socket is a mock, which has no state.
		 */
		@Lazy(false)
		@Bean("io.github.tegrabox.chat.replica")
		@Nullable Replica chatReplica(ObjectProvider<ChatSocket> sockets, ObjectProvider<ReactiveChatClient> clients,
				ObjectProvider<GroupStore> stores, ChatSocketProperties properties, Environment environment) {
			ChatSocket socket = sockets.getIfAvailable();
			ReactiveChatClient client = clients.getIfAvailable();
			if (socket == null || client == null || socket.state() == null) {
				return null;
			}
			if (!properties.getRecovery().isEnabled()) {
				throw new DurableDeliveryException(
						"'chat.socket.recovery.enabled' is 'false', so that messages missed are lost",
						"Remove 'chat.socket.recovery.enabled'.");
			}
			ReplicaSettings settings = settings(properties, environment);
			GroupStore store = store(stores.orderedStream().toList(), properties);
			if (!(socket instanceof SharedSocket shared)) {
				throw new DurableDeliveryException(
						"the bean of the type ChatSocket is not that of this library: " + socket.getClass().getName(),
						"Remove that bean, or set 'chat.socket.delivery' to 'live'.");
			}
			return new Replica(shared, client, store, settings, Clock.systemUTC());
		}

		private static GroupStore store(List<GroupStore> stores, ChatSocketProperties properties) {
			if (stores.size() > 1) {
				throw new DurableDeliveryException("there are two stores for it, a database and Redis",
						"Set 'chat.socket.store' to 'jdbc' or to 'redis'.");
			}
			if (stores.isEmpty()) {
				throw new DurableDeliveryException(
						"there is no store for it: no " + ((properties.getStore() != null)
								? "'" + properties.getStore().name().toLowerCase(Locale.ROOT) + "' with a " : "")
								+ "data source or Redis connection of which there is one, or of which one is primary",
						ADD_STARTER + " Then configure 'spring.datasource' or 'spring.data.redis'.");
			}
			return stores.get(0);
		}

		private static ReplicaSettings settings(ChatSocketProperties properties, Environment environment) {
			String group = properties.getGroup();
			boolean ofApplication = group == null || group.isBlank();
			if (ofApplication) {
				group = environment.getProperty("spring.application.name");
			}
			if (group == null || group.isBlank()) {
				throw new DurableDeliveryException("nothing says which processes share the positions of rooms",
						"Set 'spring.application.name', or 'chat.socket.group' to a name that all replicas of this "
								+ "application have in common and no other application has.");
			}
			boolean every = properties.getRooms().contains(ChatSocketLifecycle.Settings.EVERY_ROOM);
			List<String> rooms = properties.getRooms()
				.stream()
				.filter((room) -> !room.equals(ChatSocketLifecycle.Settings.EVERY_ROOM))
				.toList();
			try {
				return new ReplicaSettings(group, properties.getShards(), properties.getLease(), rooms, every,
						properties.getRoomDiscoveryInterval(), properties.getDispatch().getShutdownTimeout(),
						RETENTION);
			}
			catch (IllegalArgumentException ex) {
				String problem = String.valueOf(ex.getMessage());
				if (ofApplication && problem.startsWith("group ")) {
					throw new DurableDeliveryException("'spring.application.name' is the group, and the " + problem,
							"Set 'chat.socket.group' to another name that all replicas have in common.");
				}
				throw new DurableDeliveryException("'chat.socket." + problem.replaceFirst(" ", "' "),
						"Correct the value, or remove the property for its default.");
			}
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnMissingClass(LOCKS)
	static class NoStore {

		@Bean("io.github.tegrabox.chat.noStore")
		@Lazy(false)
		SmartInitializingSingleton chatNoStore() {
			return () -> {
				throw new DurableDeliveryException("there is no store for it on the class path", ADD_STARTER);
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ MeterBinder.class })
	@ConditionalOnBean(ReplicaState.class)
	static class Meters {

		@Bean("io.github.tegrabox.chat.replicaMeters")
		@Nullable ReplicaMeterBinder chatReplicaMeters(ObjectProvider<ReplicaState> replicas) {
			ReplicaState replica = replicas.getIfAvailable();
			return (replica != null) ? new ReplicaMeterBinder(replica) : null;
		}

	}

}
