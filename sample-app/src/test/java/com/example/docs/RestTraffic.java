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
 * Exchanges between the client and a server, held against the OpenAPI description.
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
	 * Checks an exchange.
	 * @return the id of its operation
	 */
	String check(Exchange exchange) {
		String operation = operation(exchange);
		String id = this.description.at(operation + "/operationId").asString();
		checkQuery(exchange, operation, id);
		checkCredential(exchange, operation, id);
		JsonNode body = this.description.at(operation + "/requestBody");
		if (!exchange.requestBody().isEmpty()) {
			checkBody(id + " request", operation + "/requestBody", exchange.requestBody());
		}
		else {
			assertThat(body.path("required").asBoolean(false)).as("%s goes without a body", id).isFalse();
		}
		String answer = this.description.resolve(operation + "/responses/" + exchange.status());
		assertThat(this.description.at(answer).isMissingNode()).as("%s answers %s", id, exchange.status()).isFalse();
		if (exchange.responseBody().isEmpty()) {
			assertThat(this.description.at(answer + "/content").isMissingNode()).as("%s has no answer", id).isTrue();
		}
		else {
			checkBody(id + " answer " + exchange.status(), answer, exchange.responseBody());
		}
		return id;
	}

	private String operation(Exchange exchange) {
		for (Map.Entry<String, JsonNode> path : this.description.at("/paths").properties()) {
			String method = exchange.method().toLowerCase(Locale.ROOT);
			String pattern = Pattern.quote(path.getKey()).replaceAll("\\{[^}]+}", "\\\\E[^/]+\\\\Q");
			if (path.getValue().has(method) && exchange.path().matches(pattern)) {
				return "/paths/" + path.getKey().replace("~", "~0").replace("/", "~1") + "/" + method;
			}
		}
		throw new AssertionError("Not described: " + exchange.method() + " " + exchange.path());
	}

	private void checkQuery(Exchange exchange, String operation, String id) {
		JsonNode parameters = this.description.at(operation + "/parameters");
		Set<String> known = new TreeSet<>();
		for (int i = 0; i < parameters.size(); i++) {
			known.add(this.description.at(operation + "/parameters/" + i).get("name").asString());
		}
		assertThat(known).as("%s query", id).containsAll(exchange.queryNames());
	}

	private void checkCredential(Exchange exchange, String operation, String id) {
		JsonNode security = this.description.at(operation + "/security");
		JsonNode required = security.isMissingNode() ? this.description.at("/security") : security;
		Set<String> headers = required.valueStream()
			.flatMap((requirement) -> requirement.propertyNames().stream())
			.map((scheme) -> this.description.at("/components/securitySchemes/" + scheme))
			.map((scheme) -> scheme.path("name").asString("Authorization"))
			.collect(Collectors.toSet());
		assertThat(headers).as("%s credential", id).containsAnyElementsOf(exchange.credentials());
		assertThat(exchange.credentials()).as("%s credentials", id).hasSize(1);
	}

	private void checkBody(String what, String place, String body) {
		assertThat(this.description.problems(place + JSON, body)).as("%s: %s", what, body).isEmpty();
	}

	/**
	 * A request and its answer.
	 */
	record Exchange(String method, String path, Set<String> queryNames, List<String> credentials, String requestBody,
			int status, String responseBody) {

	}

}
