package io.github.tegrabox.chat.boot.autoconfigure.durable;

import java.util.List;
import java.util.Objects;

import javax.sql.DataSource;

import io.github.tegrabox.chat.boot.autoconfigure.ChatSocketProperties;
import io.github.tegrabox.chat.internal.boot.ConditionalOnSetting;
import io.github.tegrabox.chat.spring.durable.JdbcGroupStore;
import io.github.tegrabox.chat.spring.durable.RedisGroupStore;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.metadata.CompositeDataSourcePoolMetadataProvider;
import org.springframework.boot.jdbc.metadata.DataSourcePoolMetadata;
import org.springframework.boot.jdbc.metadata.DataSourcePoolMetadataProvider;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.integration.jdbc.lock.JdbcLockRegistry;
import org.springframework.integration.redis.util.RedisLockRegistry;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Configurations of the store, for the libraries that there may be.
 */
final class StoreConfigurations {

	private StoreConfigurations() {
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ JdbcLockRegistry.class, JdbcTemplate.class })
	@ConditionalOnSetting(value = "chat.socket.store", havingValue = "jdbc", matchIfMissing = true)
	@ConditionalOnSingleCandidate(DataSource.class)
	@EnableConfigurationProperties(ChatSocketJdbcProperties.class)
	static class Jdbc {

		/** As many as Hikari has unless told otherwise. */
		private static final int USUAL_CONNECTIONS = 10;

		/** After Flyway, which makes its first tables in an empty schema only. */
		@Bean("io.github.tegrabox.chat.schemaInitializer")
		@DependsOnDatabaseInitialization
		ChatSchemaInitializer chatSchemaInitializer(DataSource dataSource, ChatSocketJdbcProperties properties) {
			return new ChatSchemaInitializer(dataSource, properties.getInitializeSchema());
		}

		@Bean("io.github.tegrabox.chat.jdbcGroupStore")
		JdbcGroupStore chatJdbcGroupStore(DataSource dataSource, ChatSchemaInitializer initialized,
				ObjectProvider<PlatformTransactionManager> transactions,
				ObjectProvider<DataSourcePoolMetadataProvider> pools, ChatSocketProperties properties) {
			PlatformTransactionManager manager = transactions.getIfUnique();
			if (manager == null) {
				throw new DurableDeliveryException(
						"there is no transaction manager, or none of several is the primary one",
						"Annotate the one of the data source with '@Primary'.");
			}
			List<DataSourcePoolMetadataProvider> known = pools.orderedStream().toList();
			return new JdbcGroupStore(dataSource, manager, properties.getLease(), () -> connections(dataSource, known));
		}

		private static int connections(DataSource dataSource, List<DataSourcePoolMetadataProvider> pools) {
			DataSourcePoolMetadata pool = new CompositeDataSourcePoolMetadataProvider(pools)
				.getDataSourcePoolMetadata(dataSource);
			return (pool != null) ? Objects.requireNonNullElse(pool.getMax(), USUAL_CONNECTIONS) : USUAL_CONNECTIONS;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ RedisLockRegistry.class, RedisConnectionFactory.class })
	@ConditionalOnSetting(value = "chat.socket.store", havingValue = "redis", matchIfMissing = true)
	@ConditionalOnSingleCandidate(RedisConnectionFactory.class)
	static class Redis {

		@Bean("io.github.tegrabox.chat.redisGroupStore")
		RedisGroupStore chatRedisGroupStore(RedisConnectionFactory connections) {
			return new RedisGroupStore(connections);
		}

	}

}
