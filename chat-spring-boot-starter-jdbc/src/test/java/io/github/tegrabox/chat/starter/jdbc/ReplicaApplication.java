package io.github.tegrabox.chat.starter.jdbc;

import io.github.tegrabox.chat.event.MessageGap;
import io.github.tegrabox.chat.event.MessageReceived;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * An application of which several processes run: it writes a row for each message.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class ReplicaApplication {

	public static void main(String[] args) throws InterruptedException {
		SpringApplication application = new SpringApplication(ReplicaApplication.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		application.run(args);
		Thread.currentThread().join();
	}

	@Bean
	Handling handling(JdbcTemplate jdbc, Environment environment) {
		return new Handling(jdbc, environment.getProperty("replica", "r"));
	}

	static class Handling {

		static final String TABLES = """
				CREATE TABLE handled (id VARCHAR(64), room VARCHAR(64), replica VARCHAR(16), ord BIGSERIAL,
					at TIMESTAMPTZ DEFAULT clock_timestamp());
				CREATE TABLE gaps (room VARCHAR(64), reason VARCHAR(255))""";

		private final JdbcTemplate jdbc;

		private final String replica;

		Handling(JdbcTemplate jdbc, String replica) {
			this.jdbc = jdbc;
			this.replica = replica;
		}

		@EventListener
		void on(MessageReceived event) {
			this.jdbc.update("INSERT INTO handled (id, room, replica) VALUES (?, ?, ?)", event.message().id(),
					event.roomId(), this.replica);
		}

		@EventListener
		void on(MessageGap gap) {
			this.jdbc.update("INSERT INTO gaps (room, reason) VALUES (?, ?)", gap.roomId(), gap.reason());
		}

	}

}
