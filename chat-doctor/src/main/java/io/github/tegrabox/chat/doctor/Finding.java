package io.github.tegrabox.chat.doctor;

/**
 * What was found of one thing that was looked for.
 *
 * @param what what was looked for
 * @param state whether it works
 * @param form how it is asked for, maybe empty
 * @param evidence what was tried and what the server answered
 */
record Finding(String what, State state, String form, String evidence) {

	/**
	 * Whether something works.
	 */
	enum State {

		WORKS("works"), NOT_FOUND("not found"), NOT_TRIED("not tried");

		private final String words;

		State(String words) {
			this.words = words;
		}

		String words() {
			return this.words;
		}

	}

}
