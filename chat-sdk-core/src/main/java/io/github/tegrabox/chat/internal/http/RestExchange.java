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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

import org.springframework.core.io.buffer.DataBuffer;
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

	RestExchange(WebClient webClient, RestSettings settings) {
		this.webClient = webClient;
		this.settings = settings;
		String url = settings.baseUrl().toString();
		this.origin = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
		this.responses = new ResponseReader(Clock.systemUTC(), settings.apiKey());
		this.retry = new RetryPolicy(settings.retry(), RetryPolicy.JITTER);
		this.attemptTimeout = settings.responseTimeout().plus(TIMEOUT_MARGIN);
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
			String known = call.path().needsProjectId() ? this.project.known() : "";
			if (known != null) {
				return authorized(call, known, apiKey);
			}
			return this.project.lookUp().flatMap((id) -> authorized(call, id, apiKey));
		});
		return result.contextWrite(RestExchange::dropQuietly);
	}

	/**
	 * Calls an operation with a JWT of the caller's own.
	 */
	<T> Mono<T> execute(Call<T> call, Secret jwt) {
		return Mono.defer(() -> attempt(new Request<>(call, uri(call, ""), jwt, false), 1))
			.contextWrite(RestExchange::dropQuietly);
	}

	/**
	 * Connectors fail a call that was cancelled, as at a time-out.
	 */
	private static Context dropQuietly(Context context) {
		Consumer<Throwable> quiet = (failure) -> logger.debug("Came after the end of its call: {}", failure.toString());
		return context.hasKey(DROPPED) ? context : context.put(DROPPED, quiet);
	}

	Mono<String> projectId() {
		return this.project.lookUp();
	}

	private Mono<String> lookUpProject() {
		if (this.settings.apiKey() != null) {
			PathTemplate path = PathTemplate.of(this.settings.wire().paths().project());
			return execute(Call.onAll(Operation.PROJECT, path, EntityReader.PROJECT_ID));
		}
		PathTemplate path = PathTemplate.of(this.settings.wire().paths().verify());
		return execute(Call.onAll(Operation.AUTH_VERIFY, path, EntityReader.AUTH)).map(AuthInfo::user).map((user) -> {
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
		URI uri = uri(call, projectId);
		if (apiKey != null) {
			return attempt(new Request<>(call, uri, apiKey, true), 1);
		}
		TokenSource tokens = requireTokens(call.operation());
		return tokens.current()
			.flatMap((token) -> attempt(new Request<>(call, uri, token.secret(), false), 1)
				.onErrorResume(ChatAuthenticationException.class, (refusal) -> renewed(tokens, token, refusal)
					.flatMap((renewed) -> attempt(new Request<>(call, uri, renewed.secret(), false), 1))));
	}

	/**
	 * Another token in place of one that the server refused. A refused request was not
	 * acted upon, so that even a write may be sent again.
	 */
	private static Mono<Token> renewed(TokenSource tokens, Token refused, ChatAuthenticationException refusal) {
		return (refusal.status() == 401 && tokens.isRenewable()) ? tokens.renew(refused) : Mono.error(refusal);
	}

	private URI uri(Call<?> call, String projectId) {
		return URI.create(this.origin + call.target(projectId));
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
		WebClient.RequestBodySpec spec = this.webClient.method(call.operation().method())
			.uri(request.uri())
			.attribute(URI_TEMPLATE, call.path().toString())
			.attribute(OperationFilter.OPERATION, call.operation().label())
			// Not as a header of the request: filters, logs and observations see those.
			.httpRequest((http) -> {
				if (request.apiKey()) {
					http.getHeaders().set(this.settings.wire().apiKeyHeader(), request.credential().value());
				}
				else {
					http.getHeaders().setBearerAuth(request.credential().value());
				}
			});
		if (call.body() != null) {
			spec.contentType(MediaType.APPLICATION_JSON).bodyValue(call.body());
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
