package io.github.tegrabox.chat.benchmarks.boot;

import java.util.Objects;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Web application that does nothing, which tells how long it took to start.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class StartedApplication {

	/** What stands before the milliseconds. */
	static final String RESULT = "context-millis=";

	@Bean
	@SuppressWarnings("checkstyle:RegexpSinglelineJava")
	ApplicationListener<ApplicationStartedEvent> teller() {
		return (event) -> System.out.println(RESULT + Objects.requireNonNull(event.getTimeTaken()).toMillis());
	}

	/**
	 * Starts, tells and ends.
	 * @param args properties
	 */
	public static void main(String[] args) {
		SpringApplication.run(StartedApplication.class, args).close();
	}

}
