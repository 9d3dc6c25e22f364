package io.github.tegrabox.chat.testserver.internal.api;

import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * Makes ids: a prefix that names the kind, then 64 random bits.
 */
final class Ids {

	private final RandomGenerator random;

	Ids(RandomGenerator random) {
		this.random = random;
	}

	String next(String prefix) {
		return prefix + "_" + HexFormat.of().toHexDigits(this.random.nextLong());
	}

}
