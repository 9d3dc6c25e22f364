package io.github.tegrabox.chat.internal.http;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.tegrabox.chat.wire.WireSettings;

/**
 * Project ids that a client and the clients derived from it share, one for each address,
 * wire settings and credential.
 */
public final class ProjectIds {

	/**
	 * Older entries are looked up again; clients keep a reference to the one they use.
	 */
	private static final int MAX = 64;

	private final Map<Id, ProjectId> ids = new LinkedHashMap<>(16, 0.75f, true);

	synchronized ProjectId of(URI baseUrl, WireSettings wire, Object credential) {
		ProjectId id = this.ids.computeIfAbsent(new Id(baseUrl, wire, credential), (key) -> new ProjectId());
		if (this.ids.size() > MAX) {
			this.ids.remove(this.ids.keySet().iterator().next());
		}
		return id;
	}

	private record Id(URI baseUrl, WireSettings wire, Object credential) {

		@Override
		public String toString() {
			return "project at " + this.baseUrl;
		}

	}

}
