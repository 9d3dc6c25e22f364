package com.example.chat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import javax.sql.DataSource;

import io.github.tegrabox.chat.testserver.ChatTestServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * What the processes of the profile {@code replicas} have in common: a PostgreSQL and a
 * Chat API server. The first process starts them, before anything else, as a process of
 * their own, so that they stay when it ends. That one ends when nobody has been connected
 * to the database for a minute. An application that is more than a sample has both
 * elsewhere, and needs no such class.
 */
@Component
@Profile("replicas")
final class SharedServers implements BeanFactoryPostProcessor {

	private static final Logger logger = LoggerFactory.getLogger(SharedServers.class);

	private static final Duration START_LIMIT = Duration.ofMinutes(2);

	private static final Duration IDLE_LIMIT = Duration.ofMinutes(1);

	private static final long PAUSE_MILLIS = 250;

	private static final int QUOTED_LINES = 30;

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
		Environment environment = beanFactory.getBean(Environment.class);
		String database = environment.getRequiredProperty("spring.datasource.url");
		if (isUp(database)) {
			return;
		}
		String chatPort = environment.getRequiredProperty("sample.servers.chat-port");
		String databasePort = environment.getRequiredProperty("sample.servers.database-port");
		Path log = newLog();
		logger.info("Starting a PostgreSQL on port {} and a Chat API server on port {}, which write to {}",
				databasePort, chatPort, log);
		Process servers = start(log, chatPort, environment.getRequiredProperty("sample.servers.api-key"), databasePort);
		Instant limit = Instant.now().plus(START_LIMIT);
		while (!isUp(database)) {
			// Another process may be starting them.
			boolean hopeless = !servers.isAlive() && !isTaken(chatPort);
			if (hopeless || Instant.now().isAfter(limit)) {
				throw new IllegalStateException("There is no database on port " + databasePort
						+ ". What was to start it, and a Chat API server on port " + chatPort + ", wrote to " + log
						+ ", at the end:" + System.lineSeparator() + end(log));
			}
			pause();
		}
	}

	private static Path newLog() {
		try {
			return Files.createTempFile("sample-servers-", ".log");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	// Without the frames of stack traces, among which the reason is lost.
	private static String end(Path log) {
		try {
			List<String> lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines()
				.filter((line) -> !line.startsWith("\tat "))
				.toList();
			return String.join(System.lineSeparator(),
					lines.subList(Math.max(0, lines.size() - QUOTED_LINES), lines.size()));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static boolean isTaken(String port) {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(port))) {
			return socket.isConnected();
		}
		catch (IOException | IllegalArgumentException ex) {
			return false;
		}
	}

	private static boolean isUp(String database) {
		try (Connection connection = DriverManager.getConnection(database)) {
			return connection.isValid(1);
		}
		catch (SQLException ex) {
			return false;
		}
	}

	private static Process start(Path log, String... arguments) {
		List<String> command = new ArrayList<>();
		if (File.separatorChar == '/') {
			// What ends this process from its terminal must not end the other one.
			command.addAll(List.of("sh", "-c", "trap '' INT HUP; exec \"$0\" \"$@\""));
		}
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.add(SharedServers.class.getName());
		command.addAll(List.of(arguments));
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
		builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
		try {
			return builder.start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void pause() {
		try {
			Thread.sleep(PAUSE_MILLIS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while the servers were awaited", ex);
		}
	}

	/**
	 * Runs the servers until nobody needs them.
	 * @param arguments the port and the API key of the Chat API server, and the port of
	 * PostgreSQL
	 * @throws IOException if PostgreSQL does not start
	 * @throws SQLException if it does not answer
	 */
	public static void main(String[] arguments) throws IOException, SQLException {
		// Whoever comes second finds the port taken, and ends.
		ChatTestServer chat = ChatTestServer.builder()
			.port(Integer.parseInt(arguments[0]))
			.apiKey(arguments[1])
			.build()
			.start();
		try {
			runDatabase(Integer.parseInt(arguments[2]));
		}
		finally {
			chat.close();
		}
	}

	private static void runDatabase(int port) throws IOException, SQLException {
		try (EmbeddedPostgres postgres = EmbeddedPostgres.builder()
			.setPort(port)
			.setPGStartupWait(START_LIMIT)
			.start()) {
			Instant limit = Instant.now().plus(IDLE_LIMIT);
			while (Instant.now().isBefore(limit)) {
				pause();
				if (isUsed(postgres.getPostgresDatabase())) {
					limit = Instant.now().plus(IDLE_LIMIT);
				}
			}
		}
	}

	private static boolean isUsed(DataSource database) throws SQLException {
		try (Connection connection = database.getConnection();
				Statement statement = connection.createStatement();
				ResultSet others = statement.executeQuery("SELECT 1 FROM pg_stat_activity"
						+ " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()")) {
			return others.next();
		}
	}

}
