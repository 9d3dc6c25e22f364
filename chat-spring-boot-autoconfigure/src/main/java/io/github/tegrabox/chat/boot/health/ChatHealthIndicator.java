package io.github.tegrabox.chat.boot.health;

import java.time.Duration;
import java.util.concurrent.TimeoutException;

import io.github.tegrabox.chat.error.ChatNetworkException;
import reactor.core.publisher.Mono;

import org.springframework.boot.health.contributor.AbstractReactiveHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;

/**
 * {@link ReactiveHealthIndicator} of the Chat API: up if it answers a call with this
 * client's credential. Makes at most one call per time to live, however often it is
 * asked, and waits for a limited time.
 */
public final class ChatHealthIndicator extends AbstractReactiveHealthIndicator {

	private final Mono<Health> check;

	/**
	 * Creates an indicator.
	 * @param call a call to the Chat API, on subscription; answers with the id of the
	 * project, or with nothing if that is not known
	 * @param baseUrl the address of the Chat API
	 * @param timeToLive how long a result is kept
	 * @param timeout how long to wait for an answer
	 */
	public ChatHealthIndicator(Mono<String> call, String baseUrl, Duration timeToLive, Duration timeout) {
		super("The Chat API is not healthy");
		this.check = call.timeout(timeout)
			.map((projectId) -> Health.up().withDetail("projectId", projectId))
			.switchIfEmpty(Mono.fromSupplier(Health::up))
			.onErrorMap(TimeoutException.class,
					(ex) -> new ChatNetworkException("The Chat API did not answer within 'chat.http.response-timeout'",
							null))
			.onErrorResume((ex) -> Mono.just(Health.down(ex)))
			.map((builder) -> builder.withDetail("baseUrl", baseUrl).build())
			.cache(timeToLive);
	}

	@Override
	protected Mono<Health> doHealthCheck(Health.Builder builder) {
		return this.check;
	}

}
