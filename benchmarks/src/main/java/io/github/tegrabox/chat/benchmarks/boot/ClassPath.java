package io.github.tegrabox.chat.benchmarks.boot;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Class paths that the same application is started with.
 */
enum ClassPath {

	/** The application: Spring MVC on Tomcat, with Jackson. */
	PLAIN("without the starter"),

	/**
	 * The application with Spring Boot's WebClient, which the starter needs and many
	 * applications have anyway: what is more with the starter is the starter's own.
	 */
	WEB_CLIENT("with spring-boot-webclient only"),

	/** The application with the starter and all it brings. */
	STARTER("with the starter");

	/** What no application here needs. */
	private static final Pattern FOREIGN = Pattern.compile(
			"(stream-chat|jjwt|retrofit|converter-jackson|jackson-(core|databind)-2|chat-test-server|netty|reactor-netty|nimbus).*");

	private static final Pattern WEB_CLIENT_ONLY = Pattern
		.compile("(spring-boot-(webclient|http-client|http-codec)|spring-webflux|reactor-|reactive-streams).*");

	private static final Pattern STARTER_ONLY = Pattern
		.compile("(chat-|socket\\.io|engine\\.io|okhttp|okio|kotlin|annotations-|json-).*");

	private final String label;

	ClassPath(String label) {
		this.label = label;
	}

	@Override
	public String toString() {
		return this.label;
	}

	/**
	 * All that the application has, what it has in common with the others first: a class
	 * is looked for in each jar before its own.
	 */
	String value() {
		Path jar = Path.of(ClassPath.class.getProtectionDomain().getCodeSource().getLocation().getPath());
		Path target = jar.resolveSibling("");
		try (Stream<Path> libraries = Files.list(target.resolve("lib"))) {
			return libraries.filter((library) -> !FOREIGN.matcher(library.getFileName().toString()).matches())
				.filter((library) -> firstWith(library).compareTo(this) <= 0)
				.sorted(Comparator.comparing(ClassPath::firstWith).thenComparing(Comparator.naturalOrder()))
				.map(Path::toString)
				.collect(Collectors.joining(File.pathSeparator, target.resolve("classes") + File.pathSeparator, ""));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static ClassPath firstWith(Path library) {
		String name = library.getFileName().toString();
		if (STARTER_ONLY.matcher(name).matches()) {
			return STARTER;
		}
		return WEB_CLIENT_ONLY.matcher(name).matches() ? WEB_CLIENT : PLAIN;
	}

}
