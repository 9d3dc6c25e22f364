package io.github.tegrabox.chat.benchmarks.rest;

import org.jspecify.annotations.Nullable;

/**
 * Client that is measured.
 *
 * @param name the name it is printed under
 * @param call one read, which ends with the answer decoded
 */
record Subject(String name, Read call) {

	/**
	 * One read.
	 */
	@FunctionalInterface
	interface Read {

		@Nullable Object read() throws Exception;

	}

}
