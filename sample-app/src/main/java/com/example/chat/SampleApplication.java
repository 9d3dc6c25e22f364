package com.example.chat;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.EnableScheduling;

/**
 * The application. With {@code CHAT_API_KEY} in the environment it talks to a hosted
 * server, without to one of its own.
 */
@SpringBootApplication
@EnableScheduling
public class SampleApplication {

	private static final Logger logger = LoggerFactory.getLogger(SampleApplication.class);

	/**
	 * Starts the application.
	 * @param args passed to Spring Boot
	 */
	public static void main(String[] args) {
		SpringApplication application = new SpringApplication(SampleApplication.class);
		if (System.getenv("CHAT_API_KEY") == null) {
			application.setAdditionalProfiles("embedded");
		}
		application.run(args);
	}

	@EventListener
	void printAddress(ApplicationReadyEvent event) {
		String port = event.getApplicationContext().getEnvironment().getProperty("local.server.port");
		logger.info("Open http://localhost:{} in two browser windows, one of them private,"
				+ " and log in as alice and as bob (the password is the name)", port);
	}

}
