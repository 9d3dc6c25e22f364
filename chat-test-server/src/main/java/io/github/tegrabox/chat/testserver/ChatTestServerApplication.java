package io.github.tegrabox.chat.testserver;

import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;

/**
 * The standalone server that {@code java -jar} runs. It writes to the terminal and not to
 * a log, because it prints the API key.
 */
public final class ChatTestServerApplication {

	private static final int BAD_USAGE = 2;

	private static final int FAILED = 1;

	private ChatTestServerApplication() {
	}

	/**
	 * Starts a server and runs until the process is asked to end.
	 * @param arguments the options; {@code --help} lists them
	 * @throws InterruptedException if the thread is interrupted
	 */
	public static void main(String... arguments) throws InterruptedException {
		int status = run(System.out, System.err, arguments);
		if (status != 0) {
			System.exit(status);
		}
	}

	private static int run(PrintStream out, PrintStream err, String... arguments) throws InterruptedException {
		CommandLine commandLine;
		try {
			commandLine = CommandLine.parse(arguments);
		}
		catch (IllegalArgumentException ex) {
			err.println(ex.getMessage() + "; --help lists the options");
			return BAD_USAGE;
		}
		if (commandLine.isHelp()) {
			out.print(CommandLine.HELP);
			return 0;
		}
		ChatTestServer server;
		try {
			server = commandLine.builder().build().start();
		}
		catch (IllegalStateException ex) {
			err.println(ex.getMessage() + ((ex.getCause() != null) ? ": " + ex.getCause().getMessage() : ""));
			return FAILED;
		}
		Runtime.getRuntime().addShutdownHook(new Thread(server::close, "chat-test-server-shutdown"));
		out.println("Address:    " + server.baseUrl());
		out.println("API key:    " + server.apiKey());
		out.println("Project id: " + server.projectId());
		new CountDownLatch(1).await();
		return 0;
	}

}
