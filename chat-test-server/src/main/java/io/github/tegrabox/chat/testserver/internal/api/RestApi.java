package io.github.tegrabox.chat.testserver.internal.api;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import io.github.tegrabox.chat.testserver.fault.FaultEffect;
import io.github.tegrabox.chat.testserver.fault.FaultEffect.Cut.Moment;
import io.github.tegrabox.chat.testserver.fault.Faults;
import io.github.tegrabox.chat.testserver.internal.http.Delivery;
import io.github.tegrabox.chat.testserver.internal.http.HttpHandler;
import io.github.tegrabox.chat.testserver.internal.http.HttpRequest;
import io.github.tegrabox.chat.testserver.internal.http.HttpResponse;
import io.github.tegrabox.chat.testserver.record.RecordedRequest;
import io.github.tegrabox.chat.testserver.record.Recorder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The REST API over HTTP: finds the operation, lets a fault happen if one is due, checks
 * the credential, applies the operation and writes down what happened.
 */
final class RestApi implements HttpHandler {

	private static final Logger logger = LoggerFactory.getLogger(RestApi.class);

	private final Router router;

	private final Dialect dialect;

	private final Operations operations;

	private final Credentials credentials;

	private final Faults faults;

	private final Recorder recorder;

	private final Ids ids;

	RestApi(Dialect dialect, Operations operations, Credentials credentials, Faults faults, Recorder recorder,
			Ids ids) {
		this.router = new Router(dialect);
		this.dialect = dialect;
		this.operations = operations;
		this.credentials = credentials;
		this.faults = faults;
		this.recorder = recorder;
		this.ids = ids;
	}

	@Override
	public CompletionStage<HttpResponse> handle(HttpRequest request) {
		Router.Route route = this.router.route(request.method(), request.path());
		Operation operation = route.operation();
		HttpResponse response;
		if (operation == null) {
			response = noOperation(route);
		}
		else {
			List<FaultEffect> effects = this.faults.take(operation.id());
			response = withEffects(effects, () -> apply(operation, route.variables(), request));
		}
		int status = (response.delivery().cut() == Delivery.Cut.BEFORE_HEAD) ? 0 : response.status();
		this.recorder.add(new RecordedRequest((operation != null) ? operation.id() : null, request.method(),
				request.path(), request.query(), request.headers().asMap(), request.bodyText(), status));
		return CompletableFuture.completedFuture(response);
	}

	private HttpResponse withEffects(List<FaultEffect> effects, Supplier<HttpResponse> application) {
		HttpResponse response = null;
		Delivery delivery = Delivery.normal();
		for (FaultEffect effect : effects) {
			if (effect instanceof FaultEffect.Delay delay) {
				delivery = delivery.delayedBy(delivery.delay().plus(delay.time()));
			}
			else if (effect instanceof FaultEffect.SlowBody slow) {
				delivery = delivery.inChunks(slow.chunkSize(), slow.pause());
			}
			else {
				response = withEffect(effect, application);
			}
		}
		response = (response != null) ? response : application.get();
		return merge(response, delivery);
	}

	private HttpResponse withEffect(FaultEffect effect, Supplier<HttpResponse> application) {
		if (effect instanceof FaultEffect.Respond respond) {
			return Answers.respond(respond, this.ids.next("req"));
		}
		if (effect instanceof FaultEffect.MalformedJson) {
			return Answers.malformed(application.get());
		}
		if (effect instanceof FaultEffect.Cut cut) {
			HttpResponse response = (cut.moment() != Moment.BEFORE_APPLYING) ? application.get() : HttpResponse.of(503);
			int half = response.body().length / 2;
			return response.withDelivery((cut.moment() == Moment.WITHIN_ANSWER && half > 0)
					? Delivery.normal().cutAfter(half) : Delivery.reset());
		}
		throw new IllegalStateException(effect + " is no fault of a REST operation");
	}

	private static HttpResponse merge(HttpResponse response, Delivery slowness) {
		Delivery delivery = response.delivery();
		return response.withDelivery(new Delivery(slowness.delay(), slowness.chunkSize(), slowness.pause(),
				delivery.cut(), delivery.cutAfter()));
	}

	private HttpResponse apply(Operation operation, Map<String, String> variables, HttpRequest request) {
		try {
			Caller caller = this.credentials.check(operation, request);
			Result result = this.operations.apply(new Call(operation, variables, request, caller, this.dialect));
			return (result.body() == null) ? HttpResponse.of(result.status())
					: HttpResponse.json(result.status(), Json.MAPPER.writeValueAsBytes(result.body()));
		}
		catch (ApiException ex) {
			return refusal(ex);
		}
		catch (RuntimeException ex) {
			logger.error("{} failed", operation.id(), ex);
			return refusal(new ApiException(500, "internal_error", "The test server failed; its log says why."));
		}
	}

	private HttpResponse noOperation(Router.Route route) {
		if (route.allowed().isEmpty()) {
			return refusal(new ApiException(404, "not_found", "There is nothing at this path."));
		}
		String allowed = String.join(", ", route.allowed());
		return refusal(new ApiException(405, "method_not_allowed", "This path takes " + allowed + "."))
			.withHeader("Allow", allowed);
	}

	private HttpResponse refusal(ApiException ex) {
		HttpResponse response = Answers.error(ex, this.ids.next("req"));
		return (ex.status() == 401) ? response.withHeader("WWW-Authenticate", "Bearer") : response;
	}

}
