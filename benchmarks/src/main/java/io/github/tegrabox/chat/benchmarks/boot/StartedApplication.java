package io.github.tegrabox.chat.benchmarks.boot;

import java.lang.management.ManagementFactory;
import java.util.Objects;

import com.sun.management.OperatingSystemMXBean;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Web application that does nothing, which tells what it took to start.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class StartedApplication {

	/** What stands before the milliseconds, those of all processors, and the classes. */
	static final String RESULT = "start=";

	@Bean
	@SuppressWarnings("checkstyle:RegexpSinglelineJava")
	ApplicationListener<ApplicationStartedEvent> teller() {
		OperatingSystemMXBean process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
		return (event) -> System.out.println(RESULT + Objects.requireNonNull(event.getTimeTaken()).toMillis() + ' '
				+ process.getProcessCpuTime() / 1_000_000 + ' '
				+ ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount());
	}

	/**
	 * Starts, tells and ends.
	 * @param args properties
	 */
	public static void main(String[] args) {
		SpringApplication.run(StartedApplication.class, args).close();
	}

}
