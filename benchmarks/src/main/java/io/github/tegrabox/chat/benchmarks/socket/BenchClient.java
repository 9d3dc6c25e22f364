package io.github.tegrabox.chat.benchmarks.socket;

/**
 * Client under measurement, connected.
 */
interface BenchClient extends AutoCloseable {

	/**
	 * Has the server prepare a flood: {@code start_typing}, answered by
	 * {@code user_joined}.
	 */
	void prepare();

	/**
	 * Has the server write the flood: {@code stop_typing}.
	 */
	void flood();

	/**
	 * Sends a message and calls back when it is acknowledged.
	 */
	void send(Runnable acknowledged);

	@Override
	void close();

}
