package io.github.tegrabox.chat.boot.autoconfigure.durable;

import javax.sql.DataSource;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.jdbc.DatabaseDriver;
import org.springframework.boot.jdbc.EmbeddedDatabaseConnection;
import org.springframework.boot.jdbc.init.DataSourceScriptDatabaseInitializer;
import org.springframework.boot.jdbc.init.PlatformPlaceholderDatabaseDriverResolver;
import org.springframework.boot.sql.init.DatabaseInitializationMode;
import org.springframework.boot.sql.init.DatabaseInitializationSettings;

/**
 * Initializer of the tables that durable delivery uses: those of Spring Integration.
 * Takes no connection if there is nothing to do.
 */
class ChatSchemaInitializer implements InitializingBean {

	private static final String SCRIPT = "classpath:org/springframework/integration/jdbc/schema-@@platform@@.sql";

	private final DataSource dataSource;

	private final DatabaseInitializationMode mode;

	ChatSchemaInitializer(DataSource dataSource, DatabaseInitializationMode mode) {
		this.dataSource = dataSource;
		this.mode = mode;
	}

	@Override
	public void afterPropertiesSet() {
		if (this.mode == DatabaseInitializationMode.ALWAYS
				|| (this.mode == DatabaseInitializationMode.EMBEDDED && isEmbedded())) {
			DatabaseInitializationSettings settings = new DatabaseInitializationSettings();
			settings.setSchemaLocations(
					new PlatformPlaceholderDatabaseDriverResolver().withDriverPlatform(DatabaseDriver.MARIADB, "mysql")
						.resolveAll(this.dataSource, SCRIPT));
			settings.setMode(DatabaseInitializationMode.ALWAYS);
			// The script creates what is there at every start but the first.
			settings.setContinueOnError(true);
			new DataSourceScriptDatabaseInitializer(this.dataSource, settings).initializeDatabase();
		}
	}

	private boolean isEmbedded() {
		try {
			return EmbeddedDatabaseConnection.isEmbedded(this.dataSource);
		}
		catch (RuntimeException ex) {
			// One that does not answer is none that came with the application.
			return false;
		}
	}

}
