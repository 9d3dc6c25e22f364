package io.github.tegrabox.chat.testserver.internal.control;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.regex.Pattern;

import io.github.tegrabox.chat.testserver.fault.FaultRule;
import io.github.tegrabox.chat.testserver.fault.SocketEnding;
import io.github.tegrabox.chat.testserver.internal.api.ChatApi;
import io.github.tegrabox.chat.testserver.internal.api.MessageOrder;
import io.github.tegrabox.chat.testserver.internal.api.Settings;
import io.github.tegrabox.chat.testserver.internal.http.HttpHandler;
import io.github.tegrabox.chat.testserver.internal.http.HttpRequest;
import io.github.tegrabox.chat.testserver.internal.http.HttpResponse;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The control API under {@code /_control}; all other requests go to the Chat API. It
 * answers requests from this machine only, and none that a web page sends.
 */
public final class ControlApi implements HttpHandler {

	private static final String PREFIX = "/_control/";

	private static final Pattern LOCAL = Pattern
		.compile("(?i)(localhost|([^:/@]+\\.)?localhost|127(\\.\\d{1,3}){3}|\\[::1]|\\[0:0:0:0:0:0:0:1])(:\\d+)?");

	private static final Set<String> SETTINGS = Set.of("accept_api_key", "revoke_api_key", "token_ttl_ms",
			"clock_skew_ms", "message_order", "hold_pings", "ignore_pongs");

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private final ChatApi api;

	private final Settings settings;

	/**
	 * Creates the control API in front of the Chat API.
	 * @param api the Chat API
	 * @param settings its settings
	 */
	public ControlApi(ChatApi api, Settings settings) {
		this.api = api;
		this.settings = settings;
	}

	@Override
	public CompletionStage<HttpResponse> handle(HttpRequest request) {
		if (!request.path().startsWith(PREFIX)) {
			return this.api.rest().handle(request);
		}
		return CompletableFuture.completedFuture(answer(request));
	}

	private HttpResponse answer(HttpRequest request) {
		if (!request.remoteAddress().getAddress().isLoopbackAddress() || request.headers().contains("Origin")
				|| !isLocal(request.headers().first("Host"))) {
			return error(403, "forbidden", "Only programs on this machine may control the server.");
		}
		try {
			return apply(request);
		}
		catch (JacksonException ex) {
			return error(400, "invalid_json", "The body is no valid JSON.");
		}
		catch (IllegalArgumentException ex) {
			return error(400, "validation_failed", String.valueOf(ex.getMessage()));
		}
	}

	/**
	 * A page whose name was made to lead here sends the foreign name, and no origin with
	 * a {@code GET}.
	 */
	private static boolean isLocal(@Nullable String host) {
		return host == null || LOCAL.matcher(host).matches();
	}

	private HttpResponse apply(HttpRequest request) {
		return switch (request.method() + " " + request.path().substring(PREFIX.length())) {
			case "GET faults" -> json(list(this.api.faults().active(), ControlApi::fault));
			case "POST faults" ->
				json(fault(new FaultReader(body(request, FaultReader.NAMES)).addTo(this.api.faults())));
			case "DELETE faults" -> done(this.api.faults()::clear);
			case "POST reset" -> done(this.api::reset);
			case "POST sockets" -> sockets(body(request, Set.of("end")));
			case "PATCH settings" -> settings(body(request, SETTINGS));
			case "GET counts" -> json(MAPPER.valueToTree(this.api.recorder().counts()));
			case "GET requests" -> json(list(this.api.recorder().requests().all(),
					(entry) -> MAPPER.createObjectNode()
						.put("operation", entry.operation())
						.put("method", entry.method())
						.put("path", entry.path())
						.put("body", entry.body())
						.put("status", entry.status())));
			case "GET events" -> json(list(this.api.recorder().events().all(), MAPPER::valueToTree));
			default -> error(404, "not_found", "There is no such control.");
		};
	}

	private HttpResponse sockets(ControlBody body) {
		SocketEnding ending = body.choice("end", SocketEnding.class);
		return done(() -> this.api.endSockets(ending));
	}

	/**
	 * All of it is read before any of it is changed, and what may be refused comes first.
	 */
	private HttpResponse settings(ControlBody body) {
		List<Runnable> changes = new ArrayList<>();
		if (body.has("revoke_api_key")) {
			String key = body.text("revoke_api_key");
			changes.add(() -> this.settings.revokeApiKey(key));
		}
		if (body.has("accept_api_key")) {
			String key = body.text("accept_api_key");
			changes.add(() -> this.settings.acceptApiKey(key));
		}
		if (body.has("token_ttl_ms")) {
			@Nullable Duration ttl = body.isNull("token_ttl_ms") ? null : body.millis("token_ttl_ms");
			changes.add(() -> this.settings.tokenTtl(ttl));
		}
		if (body.has("clock_skew_ms")) {
			Duration skew = body.millis("clock_skew_ms");
			changes.add(() -> this.settings.clockSkew(skew));
		}
		if (body.has("message_order")) {
			MessageOrder order = MessageOrder.parse(body.text("message_order"));
			changes.add(() -> this.settings.messageOrder(order));
		}
		if (body.has("hold_pings")) {
			boolean hold = body.flag("hold_pings");
			changes.add(() -> this.api.holdPings(hold));
		}
		if (body.has("ignore_pongs")) {
			boolean ignore = body.flag("ignore_pongs");
			changes.add(() -> this.api.ignorePongs(ignore));
		}
		changes.forEach(Runnable::run);
		return HttpResponse.of(204);
	}

	private static ObjectNode fault(FaultRule rule) {
		return MAPPER.createObjectNode()
			.put("on", rule.point())
			.put("effect", rule.effect().toString())
			.put("hits", rule.hits());
	}

	private static ControlBody body(HttpRequest request, Set<String> names) {
		return new ControlBody(MAPPER.readTree(request.body()), names);
	}

	private static <T> ArrayNode list(List<T> entries, Function<T, ObjectNode> entry) {
		ArrayNode list = MAPPER.createArrayNode();
		entries.forEach((element) -> list.add(entry.apply(element)));
		return list;
	}

	private static HttpResponse done(Runnable task) {
		task.run();
		return HttpResponse.of(204);
	}

	private static HttpResponse json(Object body) {
		return HttpResponse.json(200, MAPPER.writeValueAsBytes(body));
	}

	private static HttpResponse error(int status, String code, String message) {
		ObjectNode body = MAPPER.createObjectNode();
		body.putObject("error").put("code", code).put("message", message);
		return HttpResponse.json(status, MAPPER.writeValueAsBytes(body));
	}

}
