package com.example.docs;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.github.tegrabox.chat.boot.autoconfigure.ChatProperties;
import io.github.tegrabox.chat.boot.autoconfigure.ChatSocketProperties;
import io.github.tegrabox.chat.boot.autoconfigure.ChatWireProperties;
import io.github.tegrabox.chat.spring.metrics.ChatMeterDocumentation;
import io.github.tegrabox.chat.spring.metrics.ChatObservationDocumentation;
import io.micrometer.common.docs.KeyName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ByteArrayResource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Holds the properties and meters that the pages name against those that there are, and
 * their YAML against binding.
 */
class DocumentedPropertiesTests {

	private static final Pattern NAME = Pattern.compile("`(chat(?:\\.[a-z][a-z0-9-]*)+)(?:[=:][^`]*)?`");

	private static final Pattern YAML = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL);

	private static final Set<String> PROPERTIES = properties();

	private static final Set<String> METERS = meters();

	static List<Path> pages() {
		return Documents.pages()
			.stream()
			.filter((page) -> page.getParent().endsWith("docs") || page.endsWith("README.md"))
			.toList();
	}

	@ParameterizedTest
	@MethodSource("pages")
	void whatIsNamedExists(Path page) {
		Stream<String> names = NAME.matcher(Documents.read(page)).results().map((name) -> name.group(1));
		assertThat(names).allMatch((name) -> METERS.contains(name) || isProperty(name));
	}

	@ParameterizedTest
	@MethodSource("pages")
	void yamlBinds(Path page) {
		YAML.matcher(Documents.read(page)).results().forEach((block) -> bind(block.group(1)));
	}

	private static void bind(String yaml) {
		StandardEnvironment environment = new StandardEnvironment();
		for (PropertySource<?> source : load(yaml)) {
			environment.getPropertySources().addFirst(source);
			assertThat(((EnumerablePropertySource<?>) source).getPropertyNames())
				.filteredOn((name) -> name.startsWith("chat."))
				.allMatch((name) -> isProperty(name.replaceAll("\\[\\d+]", "")));
		}
		Binder binder = Binder.get(environment);
		assertThatNoException().as(yaml).isThrownBy(() -> {
			binder.bind("chat", ChatProperties.class);
			binder.bind("chat.socket", ChatSocketProperties.class);
			binder.bind("chat.wire", ChatWireProperties.class);
		});
	}

	private static List<PropertySource<?>> load(String yaml) {
		try {
			return new YamlPropertySourceLoader().load("page",
					new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)));
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** A property, a group of them, or an entry of one that is a map. */
	private static boolean isProperty(String name) {
		return PROPERTIES.stream()
			.anyMatch((property) -> property.equals(name) || property.startsWith(name + '.')
					|| (name.startsWith(property + '.') && property.matches("chat\\.wire\\.(operations|bodies)")));
	}

	private static Set<String> properties() {
		Set<String> names = new HashSet<>();
		try {
			for (URL metadata : Collections.list(DocumentedPropertiesTests.class.getClassLoader()
				.getResources("META-INF/spring-configuration-metadata.json"))) {
				try (InputStream json = metadata.openStream()) {
					JsonMapper.builder()
						.build()
						.readTree(json)
						.path("properties")
						.forEach((property) -> names.add(property.path("name").asString()));
				}
			}
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		return names;
	}

	private static Set<String> meters() {
		Set<String> names = new HashSet<>(Set.of("chat.operation"));
		for (ChatMeterDocumentation meter : ChatMeterDocumentation.values()) {
			names.add(meter.getName());
		}
		for (ChatObservationDocumentation observation : ChatObservationDocumentation.values()) {
			names.add(observation.getName());
			Arrays.stream(observation.getLowCardinalityKeyNames()).map(KeyName::asString).forEach(names::add);
		}
		return names;
	}

}
