package io.github.tegrabox.chat.boot.autoconfigure.health;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Configuration properties of the health indicators.
 */
@ConfigurationProperties("chat.health")
public class ChatHealthProperties {

	/**
	 * Time for which the result of a check of the Chat API is cached.
	 */
	private Duration cacheTtl = Duration.ofSeconds(10);

	/**
	 * Time for which the socket may be disconnected, a listener may be busy with one
	 * event, or all rooms may wait for their history, before the socket counts as down.
	 */
	private Duration socketGrace = Duration.ofSeconds(30);

	public Duration getCacheTtl() {
		return this.cacheTtl;
	}

	public void setCacheTtl(Duration cacheTtl) {
		this.cacheTtl = cacheTtl;
	}

	public Duration getSocketGrace() {
		return this.socketGrace;
	}

	public void setSocketGrace(Duration socketGrace) {
		this.socketGrace = socketGrace;
	}

	/**
	 * Refuses times that are negative; none at all is a time.
	 */
	void check() {
		check("cache-ttl", this.cacheTtl);
		check("socket-grace", this.socketGrace);
	}

	private static void check(String name, Duration value) {
		if (value.isNegative()) {
			throw new InvalidConfigurationPropertyValueException("chat.health." + name, value,
					"it must not be negative");
		}
	}

}
