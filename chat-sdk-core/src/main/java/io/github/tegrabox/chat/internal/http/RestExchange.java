package io.github.tegrabox.chat.internal.http;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;

import io.github.tegrabox.chat.error.ChatAuthenticationException;
import io.github.tegrabox.chat.error.ChatDecodingException;
import io.github.tegrabox.chat.error.ChatException;
import io.github.tegrabox.chat.internal.auth.Secret;
import io.github.tegrabox.chat.internal.auth.Token;
import io.github.tegrabox.chat.internal.auth.TokenSource;
import io.github.tegrabox.chat.internal.json.EntityReader;
import io.github.tegrabox.chat.internal.net.JdkConnection;
import io.github.tegrabox.chat.model.AuthInfo;
import io.github.tegrabox.chat.model.ChatUser;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * The way of every call: project, credential, request, response, and another attempt
 * where that is safe.
 */
final class RestExchange {

	/**
	 * Attribute in which WebClient's observation looks for the URI template.
	 */
	private static final String URI_TEMPLATE = WebClient.class.getName() + ".uriTemplate";

	/**
	 * Lets the connector's own time-out come first, which cleans up the exchange
	 * completely.
	 */
	private static final Duration TIMEOUT_MARGIN = Duration.ofMillis(50);

	/**
	 * Context key of Reactor's handler for errors that come too late for any subscriber.
	 * Without a handler, they would be logged as errors.
	 */
	private static final String DROPPED = "reactor.onErrorDropped.local";

	/**
	 * Matches a 403 that is about the token. Others are about the request, such as an
	 * invitation that has expired or a right that the token does not grant.
	 */
	private static final Pattern TOKEN = Pattern.compile(
			"(?i)(jwt|token|session).*(expired|invalid|revoked)" + "|(expired|invalid|revoked).*(jwt|token|session)");

	private static final Logger logger = LoggerFactory.getLogger(RestExchange.class);

	private final WebClient webClient;

	private final RestSettings settings;

	private final String origin;

	private final RetryPolicy retry;

	private final ResponseReader responses;

	/**
	 * The project of the credential that was used last.
	 */
	private volatile @Nullable Project project;

	private final Duration attemptTimeout;

	private final Routes routes;

	private final ExternalIds externalIds = new ExternalIds();

	RestExchange(WebClient webClient, RestSettings settings) {
		this.webClient = webClient;
		this.settings = settings;
		String url = settings.baseUrl().toString();
		this.origin = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
		this.responses = new ResponseReader(Clock.systemUTC(), this::knownKey,
				settings.threads().delay(settings.responseTimeout().dividedBy(2)));
		this.retry = new RetryPolicy(settings.retry(), RetryPolicy.JITTER);
		this.attemptTimeout = settings.responseTimeout().plus(TIMEOUT_MARGIN);
		this.routes = new Routes(settings.wire());
	}

	/**
	 * Calls an operation on subscription.
	 */
	<T> Mono<T> execute(Call<T> call) {
		Mono<T> result = Mono.defer(() -> {
			Secret apiKey = apiKeyFor(call.operation());
			if (apiKey == null) {
				requireTokens(call.operation());
			}
			return withCurrentKey(apiKey, (key) -> replaced(call, key));
		});
		return result.contextWrite(this::context);
	}

	/**
	 * Tries again with the current key if the refused one has been replaced meanwhile. A
	 * refused request was not processed, so even a write may be sent again.
	 */
	private <T> Mono<T> withCurrentKey(@Nullable Secret apiKey, Function<@Nullable Secret, Mono<T>> call) {
		if (apiKey == null) {
			return call.apply(null);
		}
		return call.apply(apiKey).onErrorResume(ChatAuthenticationException.class, (refusal) -> {
			Secret other = currentKey();
			return (refusal.status() == 401 && other != null && other != apiKey) ? call.apply(other)
					: Mono.error(refusal);
		});
	}

	private <T> Mono<T> replaced(Call<T> call, @Nullable Secret apiKey) {
		String replaced = this.routes.externalIdInPlaceOf(call);
		if (replaced != null) {
			return externalId(this.routes.userOf(call)).flatMap(
					(id) -> addressed(call.ofUser(id, this.routes.of(call).has("userId") ? null : replaced), apiKey));
		}
		return addressed(call, apiKey);
	}

	private <T> Mono<T> addressed(Call<T> call, @Nullable Secret apiKey) {
		return inProject(call, apiKey, (projectId) -> authorized(call, projectId, apiKey));
	}

	private <T> Mono<T> inProject(Call<T> call, @Nullable Secret apiKey, Function<String, Mono<T>> send) {
		if (!this.routes.of(call).needsProjectId()) {
			return send.apply("");
		}
		String given = this.settings.wire().projectId();
		if (given != null) {
			return send.apply(given);
		}
		return lookUp((apiKey != null) ? apiKey : currentKey()).flatMap(send);
	}

	private Mono<String> lookUp(@Nullable Secret apiKey) {
		return project(apiKey).lookUp(Mono.defer(() -> lookUpProject(apiKey)).contextWrite(this::context),
				this.settings.threads().scheduler());
	}

	private ProjectId project(@Nullable Secret apiKey) {
		Object credential = (apiKey != null) ? apiKey : this.settings.tokens();
		Project current = this.project;
		if (current == null || current.credential() != credential) {
			Object shared = (apiKey != null) ? apiKey.value() : Objects.requireNonNull(credential);
			current = new Project(credential,
					this.settings.projects().of(this.settings.baseUrl(), this.settings.wire(), shared));
			this.project = current;
		}
		return current.id();
	}

	private @Nullable Secret currentKey() {
		return (this.settings.apiKey() != null) ? this.settings.apiKey().current() : null;
	}

	private @Nullable Secret knownKey() {
		return (this.settings.apiKey() != null) ? this.settings.apiKey().known() : null;
	}

	private Mono<String> externalId(String userId) {
		String known = this.externalIds.get(userId);
		return (known != null) ? Mono.just(known)
				: execute(Call.of(Operation.USERS_GET, EntityReader.USER).id("userId", userId))
					.map(ChatUser::externalUserId)
					.doOnNext((id) -> this.externalIds.put(userId, id));
	}

	/**
	 * Calls an operation as the JWT's user, whose id some servers want in the request.
	 */
	<T> Mono<T> executeAsOneself(Call<T> call) {
		if (!this.routes.of(call).has("userId")) {
			return execute(call);
		}
		return execute(Call.of(Operation.AUTH_VERIFY, EntityReader.AUTH)).map(AuthInfo::user).flatMap((user) -> {
			// It could not be looked up with a JWT.
			if (user.externalUserId() != null) {
				this.externalIds.put(user.userId(), user.externalUserId());
			}
			return execute(call.ofUser(user.userId(), null));
		});
	}

	/**
	 * Calls an operation with a JWT that the caller provides.
	 */
	<T> Mono<T> execute(Call<T> call, Secret jwt) {
		Function<String, Mono<T>> send = (projectId) -> attempt(request(call, projectId, jwt, false), 1);
		return Mono.defer(() -> inProject(call, null, send)).contextWrite(this::context);
	}

	/**
	 * The error handler is for connectors that fail a cancelled call, as at a time-out.
	 */
	private Context context(Context context) {
		Context timed = context.put(JdkConnection.RESPONSE_TIMEOUT, this.settings.responseTimeout());
		return context.hasKey(DROPPED) ? timed : timed.put(DROPPED, (Consumer<Throwable>) RestExchange::tellQuietly);
	}

	Mono<String> projectId() {
		String given = this.settings.wire().projectId();
		return (given != null) ? Mono.just(given) : Mono.defer(() -> withCurrentKey(currentKey(), this::lookUp));
	}

	private Mono<String> lookUpProject(@Nullable Secret apiKey) {
		if (apiKey != null) {
			return authorized(Call.of(Operation.PROJECT, EntityReader.PROJECT_ID), "", apiKey);
		}
		Call<AuthInfo> verify = Call.of(Operation.AUTH_VERIFY, EntityReader.AUTH);
		if (this.routes.of(verify).needsProjectId()) {
			throw new IllegalStateException("The project of a JWT is asked for with auth.verify, whose path has "
					+ "{projectId} itself: set the project id of the wire's settings or chat.project-id, or an API key");
		}
		return execute(verify).map(AuthInfo::user).map((user) -> {
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
			case ANY -> currentKey();
			case API_KEY -> {
				if (this.settings.apiKey() == null) {
					throw new IllegalStateException(operation.label() + " needs an API key: set apiKey(…) or "
							+ "chat.api-key; a JWT is not accepted here");
				}
				yield this.settings.apiKey().current();
			}
		};
	}

	private TokenSource requireTokens(Operation operation) {
		if (this.settings.tokens() == null) {
			throw new IllegalStateException(operation.label() + " needs a JWT: set jwtToken(…) or tokenProvider(…), or "
					+ "chat.jwt-token; an API key is not accepted here");
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
	 * Returns another token in place of a refused one. A refused request was not
	 * processed, so even a write may be sent again. If there is no other token, the
	 * caller gets the refusal.
	 */
	private static Mono<Token> renewed(TokenSource tokens, Token refused, ChatAuthenticationException refusal) {
		if (!tokens.isRenewable() || !isAboutToken(refusal)) {
			return Mono.error(refusal);
		}
		return tokens.renew(refused).onErrorMap(ChatException.class, (failure) -> {
			refusal.addSuppressed(failure);
			return refusal;
		});
	}

	private static boolean isAboutToken(ChatAuthenticationException refusal) {
		return refusal.status() == 401 || TOKEN.matcher(refusal.code() + ' ' + refusal.error().message()).find();
	}

	private <T> Request<T> request(Call<T> call, String projectId, Secret credential, boolean apiKey) {
		Routes.Route route = this.routes.of(call);
		URI uri = URI.create(this.origin + route.target(call, projectId));
		return new Request<>(call, route, uri, projectId, credential, apiKey);
	}

	private <T> Mono<T> attempt(Request<T> request, int number) {
		return paced(send(request)).onErrorResume((failure) -> {
			Throwable translated = Errors.translate(failure, request, this.settings.responseTimeout());
			Duration pause = this.retry.pause(translated, request.call().operation(), number);
			if (pause == null) {
				return Mono.error(translated);
			}
			logger.debug("Attempt {} failed, next one in {} ms: {}", number, pause.toMillis(), translated.toString());
			return this.settings.threads().delay(pause).then(Mono.defer(() -> attempt(request, number + 1)));
		});
	}

	private <T> Mono<T> paced(Mono<T> exchange) {
		Mono<T> timed = exchange.timeout(this.settings.threads().delay(this.attemptTimeout));
		Pace pace = this.settings.pace();
		if (pace == null) {
			return timed;
		}
		long turn = pace.takeTurn();
		Duration pause = pace.until(turn);
		return pause.isZero() ? timed
				: this.settings.threads().delay(pause).doOnCancel(() -> pace.giveBack(turn)).then(timed);
	}

	private <T> Mono<T> send(Request<T> request) {
		Call<T> call = request.call();
		Routes.Route route = request.route();
		byte[] content = route.body(request);
		WebClient.RequestBodySpec spec = this.webClient.method(HttpMethod.valueOf(request.method()))
			.uri(request.uri())
			.attribute(URI_TEMPLATE, route.template())
			.attribute(OperationFilter.OPERATION, call.operation().label())
			.headers((headers) -> this.settings.headers().forEach(headers::set))
			// Not as a header of WebClient's request: filters, logs and observations see
			// it.
			.httpRequest((http) -> route.headers(request, this::currentKey, http.getHeaders()::set));
		if (content != null) {
			spec.contentType(MediaType.APPLICATION_JSON).bodyValue(content);
		}
		// Not exchangeToMono: it reads every body twice, the second time for nothing and
		// at the cost of an exception. Not bodyToFlux: it fails on a content type that
		// cannot be parsed.
		Flux<DataBuffer> body = spec.retrieve()
			.onStatus((status) -> !status.is2xxSuccessful(), (response) -> this.responses.readError(response, request))
			.toEntityFlux(ResponseReader.body(request))
			.flatMapMany(HttpEntity::getBody);
		return this.responses.read(body, request);
	}

	/**
	 * The project of a credential.
	 */
	private record Project(@Nullable Object credential, ProjectId id) {

		@Override
		public String toString() {
			return "project";
		}

	}

	private static void tellQuietly(Throwable failure) {
		logger.debug("Came after the end of its call: {}", failure.toString());
	}

}
