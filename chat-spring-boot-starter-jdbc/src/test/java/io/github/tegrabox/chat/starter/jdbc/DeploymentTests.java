package io.github.tegrabox.chat.starter.jdbc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.tegrabox.chat.boot.autoconfigure.ChatSocketProperties;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.FileSystemResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds the files of {@code docs/deploy} against what they are for.
 */
class DeploymentTests {

	private static final Path DIRECTORY = Path.of("../docs/deploy");

	@Test
	void composeSetsPropertiesThatThereAre() throws IOException {
		Map<String, Object> compose = new Yaml().load(
				// What comes from the environment of whoever runs it.
				Files.readString(DIRECTORY.resolve("compose.yaml")).replaceAll("\\$\\{[^}]*}", "given"));
		Map<String, Object> application = map(map(compose.get("services")).get("application"));
		assertDurable(map(application.get("environment")));
		assertThat(map(application.get("deploy"))).containsEntry("replicas", 3);
		assertThat(application).containsEntry("stop_grace_period", "40s");
	}

	@Test
	void kubernetesUpdatesOneByOneAndWaitsForListeners() throws IOException {
		List<PropertySource<?>> documents = new YamlPropertySourceLoader().load("kubernetes",
				new FileSystemResource(DIRECTORY.resolve("kubernetes.yaml")));
		PropertySource<?> deployment = documents.get(0);
		assertThat(deployment.getProperty("kind")).isEqualTo("Deployment");
		assertThat(deployment.getProperty("spec.strategy.rollingUpdate.maxUnavailable")).isEqualTo(0);
		assertThat(deployment.getProperty("spec.template.spec.terminationGracePeriodSeconds")).isEqualTo(40);
		assertThat(deployment.getProperty("spec.selector.matchLabels.app"))
			.isEqualTo(deployment.getProperty("spec.template.metadata.labels.app"))
			.isEqualTo(documents.get(2).getProperty("spec.selector.app"));
		String container = "spec.template.spec.containers[0].";
		assertThat(deployment.getProperty(container + "readinessProbe.httpGet.path"))
			.isEqualTo("/actuator/health/readiness");
		Map<String, Object> environment = new HashMap<>();
		for (int i = 0; deployment.getProperty(container + "env[" + i + "].name") != null; i++) {
			Object value = deployment.getProperty(container + "env[" + i + "].value");
			Object secret = deployment.getProperty(container + "env[" + i + "].valueFrom.secretKeyRef.key");
			environment.put((String) deployment.getProperty(container + "env[" + i + "].name"),
					(value != null) ? value : secret);
		}
		assertDurable(environment);
	}

	private static void assertDurable(Map<String, Object> environment) {
		StandardEnvironment application = new StandardEnvironment();
		application.getPropertySources()
			.addFirst(new SystemEnvironmentPropertySource("systemEnvironment-of-the-file", environment));
		ConfigurationPropertySources.attach(application);
		ChatSocketProperties properties = Binder.get(application)
			.bindOrCreate("chat.socket", ChatSocketProperties.class);
		assertThat(properties.getDelivery()).isEqualTo(ChatSocketProperties.Delivery.DURABLE);
		assertThat(application.getProperty("spring.application.name")).isEqualTo("support-bot");
		assertThat(application.getProperty("chat.api-key")).isNotNull();
		assertThat(application.getProperty("spring.datasource.url")).isNotNull();
		assertThat(application.getProperty("server.shutdown")).isEqualTo("graceful");
		assertThat(application.getProperty("management.endpoint.health.probes.enabled")).isEqualTo("true");
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> map(Object value) {
		return (Map<String, Object>) value;
	}

}
