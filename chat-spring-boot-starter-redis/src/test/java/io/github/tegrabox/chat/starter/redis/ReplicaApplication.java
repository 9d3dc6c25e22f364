package io.github.tegrabox.chat.starter.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import io.github.tegrabox.chat.event.MessageReceived;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;

/**
 * An application of which several processes run: it writes a line for each message.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class ReplicaApplication {

	private final Path file;

	private final String replica;

	ReplicaApplication(Environment environment) {
		this.file = Path.of(environment.getRequiredProperty("file"));
		this.replica = environment.getRequiredProperty("replica");
	}

	public static void main(String[] args) throws InterruptedException {
		SpringApplication application = new SpringApplication(ReplicaApplication.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		application.run(args);
		Thread.currentThread().join();
	}

	@EventListener
	void on(MessageReceived event) {
		try {
			Files.writeString(this.file, event.message().id() + " " + this.replica + "\n", StandardOpenOption.CREATE,
					StandardOpenOption.APPEND);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
