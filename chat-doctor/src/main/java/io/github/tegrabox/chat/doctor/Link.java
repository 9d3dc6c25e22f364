package io.github.tegrabox.chat.doctor;

/**
 * Connection of Engine.IO, that carries messages.
 */
interface Link {

	/**
	 * Sends a message after those that were sent before.
	 */
	void send(String message);

	/**
	 * Ends it when all is sent.
	 */
	void close();

	/**
	 * Who is told of what comes.
	 */
	interface Receiver {

		void received(String message);

		/**
		 * It has ended, or did not even begin.
		 */
		void lost(String why);

	}

}
