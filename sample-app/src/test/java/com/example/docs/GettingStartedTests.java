package com.example.docs;

import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.DefaultResourceLoader;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Makes the application of {@code docs/getting-started.md} and runs it.
 */
@ExtendWith(OutputCaptureExtension.class)
class GettingStartedTests {

	private static final String PAGE = Documents.read("docs/getting-started.md");

	@Test
	void theApplicationEchoes(@TempDir Path classes, CapturedOutput output) throws Exception {
		compile("EchoApplication", block("java"), classes);
		String arguments = find("run\\.arguments=\"(--chat\\.test-server[^\"]+)\"", PAGE);
		try (URLClassLoader loader = new URLClassLoader(new URL[] { classes.toUri().toURL() })) {
			Class<?> type = loader.loadClass("com.example.echo.EchoApplication");
			SpringApplication application = new SpringApplication(new DefaultResourceLoader(loader), type);
			try (ConfigurableApplicationContext context = application.run((arguments
					+ " --spring.main.web-application-type=none --spring.config.location=optional:file:nowhere/"
					// The sample's database driver is not the application's.
					+ " --spring.autoconfigure.exclude=" + DataSourceAutoConfiguration.class.getName())
				.split(" "))) {
				Awaitility.await()
					.atMost(Duration.ofMinutes(2))
					.untilAsserted(() -> assertThat(output).contains("alice: Hello!", "echo: Hello! … lo … o"));
				assertThat(context.isActive()).isTrue();
			}
		}
	}

	@Test
	void theBuildUsesTheseVersions() {
		String build = block("xml");
		String project = Documents.read("pom.xml");
		assertThat(find("<artifactId>spring-boot-starter-parent</artifactId>\\s*<version>([^<]+)", build))
			.isEqualTo(find("<spring-boot.version>([^<]+)", project));
		assertThat(find("<chat.version>([^<]+)", build))
			.isEqualTo(find("<artifactId>chat-parent</artifactId>\\s*<version>([^<]+)", project));
		assertThat(Documents.read("README.md"))
			.contains("<version>" + find("<chat.version>([^<]+)", build) + "</version>");
	}

	private static String block(String language) {
		return find("```" + language + "\\n(.*?)```", PAGE);
	}

	private static String find(String pattern, String text) {
		Matcher matcher = Pattern.compile(pattern, Pattern.DOTALL).matcher(text);
		assertThat(matcher.find()).as(pattern).isTrue();
		return matcher.group(1);
	}

	private static void compile(String name, String code, Path classes) {
		JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		StringWriter messages = new StringWriter();
		JavaFileObject source = new SimpleJavaFileObject(URI.create("string:///" + name + ".java"),
				JavaFileObject.Kind.SOURCE) {

			@Override
			public CharSequence getCharContent(boolean ignoreEncodingErrors) {
				return code;
			}

		};
		boolean compiled = compiler
			.getTask(messages, null, null, List.of("-d", classes.toString(), "-parameters", "-proc:none"), null,
					List.of(source))
			.call();
		assertThat(compiled).as(messages.toString()).isTrue();
	}

}
