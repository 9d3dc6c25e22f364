package io.github.tegrabox.chat.doctor;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Run of the doctor as its command line has it.
 *
 * @param status the exit status
 * @param out what was printed
 * @param err what was printed beside it
 */
record Run(int status, String out, String err) {

	static Run of(String baseUrl, String key, String... options) {
		List<String> arguments = new ArrayList<>(List.of("--base-url", baseUrl, "--rate", "5000"));
		arguments.addAll(List.of(options));
		return of(Map.of("CHAT_API_KEY", key), "", arguments.toArray(String[]::new));
	}

	static Run of(Map<String, String> environment, String typed, String... arguments) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		ByteArrayOutputStream err = new ByteArrayOutputStream();
		int status = new ChatDoctor(new PrintStream(out, true, StandardCharsets.UTF_8),
				new PrintStream(err, true, StandardCharsets.UTF_8),
				new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)), environment)
			.run(arguments);
		return new Run(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
	}

}
