package io.github.tegrabox.chat.boot.autoconfigure.durable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.sql.init.DatabaseInitializationMode;

/**
 * Configuration properties of durable delivery with a database.
 */
@ConfigurationProperties("chat.socket.jdbc")
public class ChatSocketJdbcProperties {

	/**
	 * When to create the tables of Spring Integration that durable delivery uses, such as
	 * INT_LOCK and INT_METADATA_STORE.
	 */
	private DatabaseInitializationMode initializeSchema = DatabaseInitializationMode.EMBEDDED;

	public DatabaseInitializationMode getInitializeSchema() {
		return this.initializeSchema;
	}

	public void setInitializeSchema(DatabaseInitializationMode initializeSchema) {
		this.initializeSchema = initializeSchema;
	}

}
