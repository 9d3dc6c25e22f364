package io.github.tegrabox.chat.boot.autoconfigure.durable;

import io.github.tegrabox.chat.boot.autoconfigure.ChatSocketAutoConfiguration;
import io.github.tegrabox.chat.boot.autoconfigure.ChatSocketProperties;
import io.github.tegrabox.chat.internal.boot.ConditionalOnSetting;
import io.github.tegrabox.chat.socket.ChatSocket;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Import;

/**
 * {@link EnableAutoConfiguration Auto-configuration} of durable delivery: the store that
 * the processes of an application share, in its database or in Redis, and the replica
 * that this process is.
 */
@AutoConfiguration(after = ChatSocketAutoConfiguration.class,
		beforeName = "io.github.tegrabox.chat.boot.autoconfigure.ChatEventsAutoConfiguration",
		afterName = { "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
				"org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration",
				"org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration",
				"org.springframework.boot.transaction.jta.autoconfigure.JtaAutoConfiguration",
				"org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration" })
@ConditionalOnBean(value = ChatSocket.class, search = SearchStrategy.CURRENT)
@ConditionalOnSetting(value = { "chat.enabled", "chat.socket.enabled" }, matchIfMissing = true)
@ConditionalOnSetting(value = "chat.socket.delivery", havingValue = "durable")
@EnableConfigurationProperties(ChatSocketProperties.class)
@Import({ StoreConfigurations.Jdbc.class, StoreConfigurations.Redis.class, ReplicaConfigurations.Shared.class,
		ReplicaConfigurations.NoStore.class, ReplicaConfigurations.Meters.class })
public final class ChatDurableAutoConfiguration {

	ChatDurableAutoConfiguration() {
	}

}
