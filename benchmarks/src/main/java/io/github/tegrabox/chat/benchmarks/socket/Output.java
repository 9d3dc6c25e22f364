package io.github.tegrabox.chat.benchmarks.socket;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Where results go: the standard output, which is what a benchmark is run for.
 */
final class Output {

	private static final PrintStream STANDARD = new PrintStream(new FileOutputStream(FileDescriptor.out), true,
			StandardCharsets.UTF_8);

	private Output() {
	}

	static void line(String text) {
		STANDARD.println(text);
	}

}
