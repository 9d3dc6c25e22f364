package io.github.tegrabox.chat.internal.http;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;

import io.github.tegrabox.chat.error.ChatAuthenticationException;
import io.github.tegrabox.chat.error.ChatDecodingException;
import io.github.tegrabox.chat.internal.auth.Secret;
import io.github.tegrabox.chat.internal.auth.Token;
import io.github.tegrabox.chat.internal.auth.TokenSource;
import io.github.tegrabox.chat.internal.json.EntityReader;
import io.github.tegrabox.chat.model.AuthInfo;
import io.github.tegrabox.chat.model.ChatUser;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Way of every call: project, credential, request, answer, and another attempt where that
 * is safe.
 */
final class RestExchange {

	/**
	 * Under this name WebClient's observation looks for the template of the address.
	 */
	private static final String URI_TEMPLATE = WebClient.class.getName() + ".uriTemplate";

	/**
	 * For the connector's own time-out, which leaves nothing of the exchange behind, to
	 * come first.
	 */
	private static final Duration TIMEOUT_MARGIN = Duration.ofMillis(50);

	/**
	 * Under this name Reactor looks for who takes errors that come too late for anybody;
	 * without it they would be logged as errors.
	 */
	private static final String DROPPED = "reactor.onErrorDropped.local";

	private static final Logger logger = LoggerFactory.getLogger(RestExchange.class);

	private final WebClient webClient;

	private final RestSettings settings;

	private final String origin;

	private final RetryPolicy retry;

	private final ResponseReader responses;

	private final ProjectId project;

	private final Duration attemptTimeout;

	private final Routes routes;

	private final ExternalIds externalIds = new ExternalIds();

	RestExchange(WebClient webClient, RestSettings settings) {
		this.webClient = webClient;
		this.settings = settings;
		String url = settings.baseUrl().toString();
		this.origin = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
		this.responses = new ResponseReader(Clock.systemUTC(), settings.apiKey());
		this.retry = new RetryPolicy(settings.retry(), RetryPolicy.JITTER);
		this.attemptTimeout = settings.responseTimeout().plus(TIMEOUT_MARGIN);
		this.routes = new Routes(settings.wire());
		this.project = new ProjectId(Mono.defer(this::lookUpProject));
	}

	/**
	 * Calls an operation, on subscription.
	 */
	<T> Mono<T> execute(Call<T> call) {
		Mono<T> result = Mono.defer(() -> {
			Secret apiKey = apiKeyFor(call.operation());
			if (apiKey == null) {
				requireTokens(call.operation());
			}
			String replaced = this.routes.externalIdInPlaceOf(call);
			if (replaced != null) {
				return externalId(this.routes.userOf(call))
					.flatMap((id) -> addressed(call.ofUser(id, this.routes.of(call).has("userId") ? null : replaced),
							apiKey));
			}
			return addressed(call, apiKey);
		});
		return result.contextWrite(RestExchange::dropQuietly);
	}

	private <T> Mono<T> addressed(Call<T> call, @Nullable Secret apiKey) {
		String known = this.routes.of(call).needsProjectId() ? knownProject() : "";
		if (known != null) {
			return authorized(call, known, apiKey);
		}
		return this.project.lookUp().flatMap((id) -> authorized(call, id, apiKey));
	}

	private @Nullable String knownProject() {
		String given = this.settings.wire().projectId();
		return (given != null) ? given : this.project.known();
	}

	private Mono<String> externalId(String userId) {
		String known = this.externalIds.get(userId);
		return (known != null) ? Mono.just(known)
				: execute(Call.of(Operation.USERS_GET, EntityReader.USER).id("userId", userId))
					.map(ChatUser::externalUserId)
					.doOnNext((id) -> this.externalIds.put(userId, id));
	}

	/**
	 * Calls an operation as the user of the JWT, whose id a server may want to have.
	 */
	<T> Mono<T> executeAsOneself(Call<T> call) {
		if (!this.routes.of(call).has("userId")) {
			return execute(call);
		}
		return execute(Call.of(Operation.AUTH_VERIFY, EntityReader.AUTH))
			.flatMap((info) -> execute(call.ofUser(info.user().userId(), null)));
	}

	/**
	 * Calls an operation with a JWT of the caller's own.
	 */
	<T> Mono<T> execute(Call<T> call, Secret jwt) {
		return Mono.defer(() -> attempt(request(call, "", jwt, false), 1)).contextWrite(RestExchange::dropQuietly);
	}

	/**
	 * Connectors fail a call that was cancelled, as at a time-out.
	 */
	private static Context dropQuietly(Context context) {
		Consumer<Throwable> quiet = (failure) -> logger.debug("Came after the end of its call: {}", failure.toString());
		return context.hasKey(DROPPED) ? context : context.put(DROPPED, quiet);
	}

	Mono<String> projectId() {
		String given = this.settings.wire().projectId();
		return (given != null) ? Mono.just(given) : this.project.lookUp();
	}

	private Mono<String> lookUpProject() {
		if (this.settings.apiKey() != null) {
			return execute(Call.of(Operation.PROJECT, EntityReader.PROJECT_ID));
		}
		return execute(Call.of(Operation.AUTH_VERIFY, EntityReader.AUTH)).map(AuthInfo::user).map((user) -> {
			if (user.projectId() == null) {
				throw new ChatDecodingException("The server does not tell the project of the JWT: set an API key, "
						+ "or paths without {projectId}", null);
			}
			return user.projectId();
		});
	}

	private @Nullable Secret apiKeyFor(Operation operation) {
		return switch (operation.credential()) {
			case JWT -> null;
			case ANY -> this.settings.apiKey();
			case API_KEY -> {
				if (this.settings.apiKey() == null) {
					throw new IllegalStateException(operation.label() + " needs an API key: set apiKey(…) or "
							+ "chat.api-key; a JWT does not do here");
				}
				yield this.settings.apiKey();
			}
		};
	}

	private TokenSource requireTokens(Operation operation) {
		if (this.settings.tokens() == null) {
			throw new IllegalStateException(operation.label() + " needs a JWT: set jwtToken(…) or tokenProvider(…), or "
					+ "chat.jwt-token; an API key does not do here");
		}
		return this.settings.tokens();
	}

	private <T> Mono<T> authorized(Call<T> call, String projectId, @Nullable Secret apiKey) {
		if (apiKey != null) {
			return attempt(request(call, projectId, apiKey, true), 1);
		}
		TokenSource tokens = requireTokens(call.operation());
		return tokens.current()
			.flatMap((token) -> attempt(request(call, projectId, token.secret(), false), 1)
				.onErrorResume(ChatAuthenticationException.class, (refusal) -> renewed(tokens, token, refusal)
					.flatMap((renewed) -> attempt(request(call, projectId, renewed.secret(), false), 1))));
	}

	/**
	 * Another token in place of one that the server refused. A refused request was not
	 * acted upon, so that even a write may be sent again.
	 */
	private static Mono<Token> renewed(TokenSource tokens, Token refused, ChatAuthenticationException refusal) {
		return (refusal.status() == 401 && tokens.isRenewable()) ? tokens.renew(refused) : Mono.error(refusal);
	}

	private <T> Request<T> request(Call<T> call, String projectId, Secret credential, boolean apiKey) {
		Routes.Route route = this.routes.of(call);
		URI uri = URI.create(this.origin + route.target(call, projectId));
		return new Request<>(call, route, uri, projectId, credential, apiKey);
	}

	private <T> Mono<T> attempt(Request<T> request, int number) {
		return send(request).timeout(this.attemptTimeout).onErrorResume((failure) -> {
			Throwable translated = Errors.translate(failure, request, this.settings.responseTimeout());
			Duration pause = this.retry.pause(translated, request.call().operation(), number);
			if (pause == null) {
				return Mono.error(translated);
			}
			logger.debug("Attempt {} failed, next one in {} ms: {}", number, pause.toMillis(), translated.toString());
			return Mono.delay(pause).then(Mono.defer(() -> attempt(request, number + 1)));
		});
	}

	private <T> Mono<T> send(Request<T> request) {
		Call<T> call = request.call();
		Routes.Route route = request.route();
		byte[] content = route.body(request);
		WebClient.RequestBodySpec spec = this.webClient.method(HttpMethod.valueOf(request.method()))
			.uri(request.uri())
			.attribute(URI_TEMPLATE, route.template())
			.attribute(OperationFilter.OPERATION, call.operation().label())
			// Not as a header of the request: filters, logs and observations see those.
			.httpRequest((http) -> route.headers(request, this.settings.apiKey(), http.getHeaders()::set));
		if (content != null) {
			spec.contentType(MediaType.APPLICATION_JSON).bodyValue(content);
		}
		// Not exchangeToMono: it reads every body twice, the second time in vain and at
		// the
		// cost of an exception.
		Flux<DataBuffer> body = spec.retrieve()
			.onStatus((status) -> !status.is2xxSuccessful(), (response) -> this.responses.readError(response, request))
			.bodyToFlux(DataBuffer.class);
		return this.responses.read(body, request);
	}

}
