package io.github.tegrabox.chat.doctor;

import java.net.URI;
import java.util.function.Function;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is printed.
 *
 * @param server the server
 * @param findings what was found
 * @param requests how much was sent
 */
record Report(URI server, Findings findings, int requests) {

	String text(String yaml) {
		StringBuilder text = new StringBuilder();
		text.append("Chat API server at ")
			.append(this.server)
			.append(", asked with ")
			.append(this.requests)
			.append(" requests\n\n");
		int what = width(Finding::what);
		int form = Math.min(60, width(Finding::form));
		for (Finding finding : this.findings.all()) {
			text.append(pad(finding.what(), what))
				.append("  ")
				.append(pad(finding.state().words(), 9))
				.append("  ")
				.append(pad(finding.form(), form))
				.append("  ")
				.append(finding.evidence())
				.append('\n');
		}
		text.append("\nFor application.yaml:\n\n").append(yaml);
		if (!this.findings.isComplete()) {
			text.append("\nNot everything was found. If you run the server, its operator can tell what is missing; "
					+ "every property of chat.wire.* can be set by hand.\n");
		}
		return text.toString();
	}

	String json(Dialect dialect, String yaml) {
		ObjectNode root = Answer.MAPPER.createObjectNode();
		root.put("server", this.server.toString());
		root.put("complete", this.findings.isComplete());
		root.put("requests", this.requests);
		ArrayNode list = root.putArray("findings");
		for (Finding finding : this.findings.all()) {
			list.addObject()
				.put("what", finding.what())
				.put("state", finding.state().words())
				.put("form", finding.form())
				.put("evidence", finding.evidence());
		}
		ObjectNode properties = root.putObject("properties");
		if (dialect.settings().projectId() != null) {
			properties.put("chat.project-id", dialect.settings().projectId());
		}
		if (dialect.isPolling()) {
			properties.put("chat.socket.transports", "polling");
		}
		WireYaml.differences(dialect.settings()).forEach((name, value) -> properties.put("chat.wire." + name, value));
		root.put("yaml", yaml);
		return Answer.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root) + '\n';
	}

	private int width(Function<Finding, String> column) {
		return this.findings.all().stream().map(column).mapToInt(String::length).max().orElse(0);
	}

	private static String pad(String text, int width) {
		return text + " ".repeat(Math.max(0, width - text.length()));
	}

}
