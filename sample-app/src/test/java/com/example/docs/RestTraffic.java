package com.example.docs;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Requests of the client, held against the OpenAPI description.
 */
final class RestTraffic {

	private static final String JSON = "/content/application~1json/schema";

	private final Description description;

	RestTraffic(Description description) {
		this.description = description;
	}

	Set<String> operationIds() {
		Set<String> ids = new TreeSet<>();
		this.description.at("/paths")
			.forEach((path) -> path.forEach((operation) -> ids.add(operation.path("operationId").asString(""))));
		ids.remove("");
		return ids;
	}

	/**
	 * Checks an request.
	 * @return the id of its operation
	 */
	String check(Request request) {
		String operation = operation(request);
		String id = this.description.at(operation + "/operationId").asString();
		checkQuery(request, operation, id);
		checkCredential(request, operation, id);
		JsonNode body = this.description.at(operation + "/requestBody");
		if (request.body().isEmpty()) {
			assertThat(body.path("required").asBoolean(false)).as("%s goes without a body", id).isFalse();
		}
		else {
			assertThat(this.description.problems(operation + "/requestBody" + JSON, request.body()))
				.as("%s: %s", id, request.body())
				.isEmpty();
		}
		return id;
	}

	private String operation(Request request) {
		for (Map.Entry<String, JsonNode> path : this.description.at("/paths").properties()) {
			String method = request.method().toLowerCase(Locale.ROOT);
			String pattern = Pattern.quote(path.getKey()).replaceAll("\\{[^}]+}", "\\\\E[^/]+\\\\Q");
			if (path.getValue().has(method) && request.path().matches(pattern)) {
				return "/paths/" + path.getKey().replace("~", "~0").replace("/", "~1") + "/" + method;
			}
		}
		throw new AssertionError("Not described: " + request.method() + " " + request.path());
	}

	private void checkQuery(Request request, String operation, String id) {
		JsonNode parameters = this.description.at(operation + "/parameters");
		Set<String> known = new TreeSet<>();
		for (int i = 0; i < parameters.size(); i++) {
			known.add(this.description.at(operation + "/parameters/" + i).get("name").asString());
		}
		assertThat(known).as("%s query", id).containsAll(request.queryNames());
	}

	private void checkCredential(Request request, String operation, String id) {
		JsonNode security = this.description.at(operation + "/security");
		JsonNode required = security.isMissingNode() ? this.description.at("/security") : security;
		Set<String> headers = required.valueStream()
			.flatMap((requirement) -> requirement.propertyNames().stream())
			.map((scheme) -> this.description.at("/components/securitySchemes/" + scheme))
			.map((scheme) -> scheme.path("name").asString("Authorization"))
			.collect(Collectors.toSet());
		assertThat(headers).as("%s credential", id).containsAnyElementsOf(request.credentials());
		assertThat(request.credentials()).as("%s credentials", id).hasSize(1);
	}

	/**
	 * A request as it was received.
	 */
	record Request(String method, String path, Set<String> queryNames, List<String> credentials, String body) {

	}

}
