package io.github.tegrabox.chat.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import io.github.tegrabox.chat.doctor.Finding.State;

/**
 * All that was found so far.
 */
final class Findings {

	private final List<Finding> all = new ArrayList<>();

	private final Secrets secrets;

	Findings(Secrets secrets) {
		this.secrets = secrets;
	}

	void works(String what, String form, String evidence) {
		add(what, State.WORKS, form, evidence);
	}

	void missing(String what, String evidence) {
		add(what, State.NOT_FOUND, "", evidence);
	}

	/**
	 * Tells of each request in vain.
	 */
	void missing(String what, List<Answer> tried) {
		String evidence = tried.stream()
			.limit(12)
			.map((answer) -> answer.evidence(this.secrets))
			.collect(Collectors.joining("; "));
		if (tried.size() > 12) {
			evidence += "; and " + (tried.size() - 12) + " more in vain";
		}
		missing(what, evidence.isEmpty() ? "nothing could be tried" : evidence);
	}

	void untried(String what, String why) {
		add(what, State.NOT_TRIED, "", why);
	}

	private void add(String what, State state, String form, String evidence) {
		this.all
			.add(new Finding(what, state, Secrets.printable(form), Secrets.printable(this.secrets.redact(evidence))));
	}

	List<Finding> all() {
		return this.all;
	}

	boolean isComplete() {
		return this.all.stream().noneMatch((finding) -> finding.state() == State.NOT_FOUND);
	}

}
