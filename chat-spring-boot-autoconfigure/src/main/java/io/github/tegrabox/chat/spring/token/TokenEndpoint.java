package io.github.tegrabox.chat.spring.token;

import java.security.Principal;
import java.time.Duration;
import java.util.function.Function;

import io.github.tegrabox.chat.error.ChatException;
import io.github.tegrabox.chat.error.ChatNetworkException;
import io.github.tegrabox.chat.error.ChatRateLimitException;
import io.github.tegrabox.chat.error.ChatServerException;
import io.github.tegrabox.chat.model.CreateUserInput;
import io.github.tegrabox.chat.model.TokenResponse;
import io.github.tegrabox.chat.spring.ChatUserResolver;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpStatus;

/**
 * The token endpoint, for any web stack. It sees only the method and the authenticated
 * caller of a request, so that nothing else can choose the user.
 */
public final class TokenEndpoint {

	private static final Logger logger = LoggerFactory.getLogger(TokenEndpoint.class);

	private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

	private final ChatTokenService service;

	private final ChatUserResolver resolver;

	private final CallerPolicy policy;

	private final TokenRequestObserver observer;

	/**
	 * Creates the endpoint.
	 * @param service issues the tokens
	 * @param resolver maps a caller to a chat user
	 * @param policy decides which callers are passed to the resolver
	 * @param observer observes the requests
	 */
	public TokenEndpoint(ChatTokenService service, ChatUserResolver resolver, CallerPolicy policy,
			TokenRequestObserver observer) {
		this.service = service;
		this.resolver = resolver;
		this.policy = policy;
		this.observer = observer;
	}

	/**
	 * Responds to a request; never fails. Calls the resolver on the subscribing thread.
	 * @param method the HTTP method
	 * @param principal the caller, {@code null} if none was authenticated
	 * @return the response
	 */
	Mono<TokenAnswer> answer(String method, @Nullable Principal principal) {
		return switch (method) {
			case "GET" -> observed(Mono.defer(() -> token(principal, this.service::issueOrRepeat)));
			case "POST" -> observed(Mono.defer(() -> token(principal, this.service::issue)));
			case "HEAD" -> Mono.fromSupplier(() -> head(principal));
			case "OPTIONS" -> Mono.fromSupplier(TokenAnswer::options);
			default -> Mono.fromSupplier(TokenAnswer::methodNotAllowed);
		};
	}

	private Mono<Result> token(@Nullable Principal principal, Function<CreateUserInput, Mono<TokenResponse>> issuer) {
		CreateUserInput user = user(principal);
		return (user != null)
				? issuer.apply(user).map((token) -> new Result(TokenOutcome.SUCCESS, TokenAnswer.token(token)))
				: Mono.just(unauthenticated());
	}

	private TokenAnswer head(@Nullable Principal principal) {
		try {
			CreateUserInput user = user(principal);
			if (user == null) {
				return unauthenticated().answer();
			}
			this.service.requireOther(user);
			return TokenAnswer.head();
		}
		catch (RuntimeException ex) {
			return failed(ex).answer();
		}
	}

	private @Nullable CreateUserInput user(@Nullable Principal principal) {
		if (!this.policy.admits(principal)) {
			return null;
		}
		try {
			return this.resolver.resolve(principal);
		}
		catch (RuntimeException ex) {
			if (principal != null) {
				throw ex;
			}
			logger.debug("The resolver refused a caller whom nobody authenticated", ex);
			return null;
		}
	}

	private Mono<TokenAnswer> observed(Mono<Result> result) {
		return Mono.defer(() -> {
			long start = System.nanoTime();
			return result.onErrorResume((ex) -> Mono.just(failed(ex))).map((ended) -> {
				tell(ended.outcome(), Duration.ofNanos(System.nanoTime() - start));
				return ended.answer();
			});
		});
	}

	private void tell(TokenOutcome outcome, Duration duration) {
		try {
			this.observer.answered(outcome, duration);
		}
		catch (RuntimeException ex) {
			// The caller gets the response all the same.
			logger.warn("The observer of requests for a token failed", ex);
		}
	}

	private static Result unauthenticated() {
		return new Result(TokenOutcome.UNAUTHENTICATED,
				TokenAnswer.problem(HttpStatus.UNAUTHORIZED, "Log in to get a chat token."));
	}

	private static Result failed(Throwable failure) {
		if (failure instanceof UnknownChatUserException) {
			return new Result(TokenOutcome.FORBIDDEN,
					TokenAnswer.problem(HttpStatus.FORBIDDEN, "You are no user of the chat."));
		}
		if (failure instanceof RefusedCallerException ex) {
			return new Result(TokenOutcome.FORBIDDEN,
					TokenAnswer.problem(HttpStatus.FORBIDDEN, String.valueOf(ex.getMessage())));
		}
		if (failure instanceof TooManyTokensException ex) {
			return new Result(TokenOutcome.RATE_LIMITED,
					TokenAnswer.problem(HttpStatus.TOO_MANY_REQUESTS, "You asked for too many tokens. Try again later.")
						.retryAfter(ex.pause()));
		}
		if (failure instanceof ChatRateLimitException ex) {
			return new Result(TokenOutcome.RATE_LIMITED,
					TokenAnswer.problem(HttpStatus.TOO_MANY_REQUESTS, "The chat is busy. Try again later.")
						.retryAfter(ex.retryAfter()));
		}
		if (failure instanceof ChatNetworkException || failure instanceof ChatServerException) {
			logger.warn("No token: the Chat API is unavailable ({})", failure.toString());
			return new Result(TokenOutcome.UNAVAILABLE,
					TokenAnswer.problem(HttpStatus.SERVICE_UNAVAILABLE, "The chat cannot be reached. Try again later.")
						.retryAfter(RETRY_AFTER));
		}
		if (failure instanceof ChatException) {
			logger.error("No token: the Chat API refused ({})", failure.toString());
			return new Result(TokenOutcome.ERROR,
					TokenAnswer.problem(HttpStatus.BAD_GATEWAY, "The chat did not issue a token."));
		}
		logger.error("No token: the application failed", failure);
		return new Result(TokenOutcome.ERROR,
				TokenAnswer.problem(HttpStatus.INTERNAL_SERVER_ERROR, "The token could not be issued."));
	}

	private record Result(TokenOutcome outcome, TokenAnswer answer) {

	}

}
