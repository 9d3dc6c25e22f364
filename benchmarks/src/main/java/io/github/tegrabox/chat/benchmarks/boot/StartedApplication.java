package io.github.tegrabox.chat.benchmarks.boot;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Configuration;

/**
 * Web application that does nothing, which tells how long it took to start.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class StartedApplication {

	/** What stands before the milliseconds. */
	static final String RESULT = "context-millis=";

	/**
	 * Starts, tells and ends.
	 * @param args properties
	 */
	@SuppressWarnings("checkstyle:RegexpSinglelineJava")
	public static void main(String[] args) {
		SpringApplication application = new SpringApplication(StartedApplication.class);
		ApplicationListener<ApplicationStartedEvent> listener = (event) -> System.out
			.println(RESULT + event.getTimeTaken().toMillis());
		application.addListeners(listener);
		application.run(args).close();
	}

}
