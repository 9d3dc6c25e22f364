package io.github.tegrabox.chat.spring.listener;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import io.github.tegrabox.chat.ReactiveChatClient;
import io.github.tegrabox.chat.error.ChatException;
import io.github.tegrabox.chat.error.ChatNetworkException;
import io.github.tegrabox.chat.error.ChatRateLimitException;
import io.github.tegrabox.chat.error.ChatServerException;
import io.github.tegrabox.chat.error.ChatWebSocketException;
import io.github.tegrabox.chat.model.CreateMessageInput;
import io.github.tegrabox.chat.model.Message;
import io.github.tegrabox.chat.model.PaginatedResponse;
import io.github.tegrabox.chat.model.PaginationParams;
import io.github.tegrabox.chat.socket.ChatSocket;
import io.github.tegrabox.chat.spring.ChatReply;
import io.github.tegrabox.chat.wire.MessageOrder;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.retry.Retry;

/**
 * Sender of replies as the socket's user: over REST if there is an API key, otherwise
 * over the socket. Each room gets one reply at a time. If the outcome of a reply is
 * unknown, the sender looks for it in the history before it sends it again.
 */
public final class ReplySender {

	/** The number of rooms whose last message is remembered. */
	private static final int ROOMS = 10_000;

	/**
	 * How far back to search for a reply: this many messages, and as long as clocks may
	 * differ.
	 */
	private static final int MOST_MESSAGES = 2000;

	private static final Duration MOST_SKEW = Duration.ofMinutes(10);

	private static final int LOOKS = 8;

	/** How many pages of an oldest-first history to read, to its end and back. */
	private static final int MOST_PAGES = 1000;

	private final ChatSocket socket;

	private final Supplier<ReactiveChatClient> client;

	private final boolean rest;

	private final MessageOrder order;

	private final ListenerSettings settings;

	private final Clock clock = Clock.systemUTC();

	private final Map<String, Mono<Void>> tails = new ConcurrentHashMap<>();

	private final Map<String, String> lastSeen = new LastMessages();

	private final Map<String, String> lastSaid = new LastMessages();

	/**
	 * Creates a sender.
	 * @param socket the socket whose user sends the replies
	 * @param client creates messages and reads the history
	 * @param rest whether the client has an API key
	 * @param order the order in which the server lists the messages of a room
	 * @param settings the number of attempts and the pauses between them
	 */
	public ReplySender(ChatSocket socket, Supplier<ReactiveChatClient> client, boolean rest, MessageOrder order,
			ListenerSettings settings) {
		this.socket = socket;
		this.client = client;
		this.rest = rest;
		this.order = order;
		this.settings = settings;
	}

	/**
	 * Remembers a room's latest message: replies come after it.
	 */
	void seen(Message message) {
		synchronized (this.lastSeen) {
			this.lastSeen.put(message.roomId(), message.id());
		}
	}

	/**
	 * Sends a reply on subscription, after the room's earlier replies.
	 */
	Mono<Void> say(ChatReply reply) {
		String roomId = reply.roomId();
		if (roomId == null) {
			return Mono.error(new IllegalArgumentException("A reply without a room"));
		}
		return Mono.defer(() -> {
			Sinks.Empty<Void> over = Sinks.empty();
			Mono<Void> tail = over.asMono();
			Mono<Void> before = this.tails.put(roomId, tail);
			Mono<Void> saying = Mono.defer(() -> attempt(draft(roomId, reply.text()), 1));
			return ((before != null) ? before.then(saying) : saying).doFinally((signal) -> {
				this.tails.remove(roomId, tail);
				over.tryEmitEmpty();
			});
		});
	}

	private Draft draft(String roomId, String text) {
		synchronized (this.lastSeen) {
			String seen = this.lastSeen.get(roomId);
			String said = this.lastSaid.get(roomId);
			return new Draft(roomId, text, this.socket.userId(), seen, said, this.clock.instant());
		}
	}

	private Mono<Void> attempt(Draft draft, int attempt) {
		return write(draft).doOnNext(this::said)
			.then()
			.onErrorResume((ex) -> unlessSaid(draft, ex, again(draft, attempt, ex)));
	}

	private Mono<Void> again(Draft draft, int attempt, Throwable ex) {
		if (attempt >= this.settings.maxAttempts() || !(isOutcomeUnknown(ex) || mayPass(ex))) {
			return Mono.error(ex);
		}
		// During the pause, a message that was still on its way has had time to arrive.
		return Mono.delay(this.settings.backoff(attempt))
			.then(unlessSaid(draft, ex, Mono.defer(() -> attempt(draft, attempt + 1))));
	}

	/** Continues, unless the outcome is unknown and the reply is found in the history. */
	private Mono<Void> unlessSaid(Draft draft, Throwable ex, Mono<Void> next) {
		return !isOutcomeUnknown(ex) ? next
				: find(draft, ex).doOnNext(this::said).hasElement().flatMap((found) -> found ? Mono.empty() : next);
	}

	private Mono<Message> write(Draft draft) {
		if (this.rest && draft.userId != null) {
			return this.client.get().messages().create(draft.roomId, CreateMessageInput.of(draft.text, draft.userId));
		}
		return Mono.defer(() -> this.socket.sendMessageAcked(draft.roomId, draft.text));
	}

	private void said(Message message) {
		synchronized (this.lastSeen) {
			this.lastSaid.put(message.roomId(), message.id());
		}
	}

	private Mono<Message> find(Draft draft, Throwable cause) {
		return Flux.defer(() -> newestFirst(draft.roomId))
			.take(MOST_MESSAGES)
			.takeWhile(draft::mayBeAfter)
			.filter(draft::isSaidBy)
			.next()
			.retryWhen(Retry.backoff(LOOKS, this.settings.initialBackoff())
				.maxBackoff(this.settings.maxBackoff())
				.filter((ex) -> ex instanceof ChatException))
			.onErrorMap((ex) -> cause);
	}

	/** The history of a room, newest first, whichever way the server lists it. */
	private Flux<Message> newestFirst(String roomId) {
		if (this.order == MessageOrder.NEWEST_FIRST) {
			return this.client.get().messages().listAll(roomId);
		}
		return lastPage(roomId, 1, List.of(), MOST_PAGES)
			.flatMapMany((last) -> Flux.range(0, Math.min(last, MOST_PAGES))
				.concatMap((back) -> page(roomId, last - back), 0)
				.concatMapIterable((page) -> {
					List<Message> messages = new ArrayList<>(page.items());
					Collections.reverse(messages);
					return messages;
				}, 1));
	}

	/**
	 * Finds the last page, or one after it. The count may be wrong, so it is used only to
	 * skip ahead; from there on, the pages themselves decide.
	 */
	private Mono<Integer> lastPage(String roomId, int number, List<String> before, int tries) {
		return page(roomId, number).flatMap((page) -> {
			int size = page.items().size() + page.unreadable().size();
			int counted = (number == 1) ? page.totalPages() : 1;
			List<String> ids = page.items().stream().map(Message::id).toList();
			boolean again = !ids.isEmpty() && ids.equals(before);
			if (size == 0 || again || (size < page.limit() && counted <= number)) {
				return Mono.just(number);
			}
			return (tries > 1) ? lastPage(roomId, Math.max(counted, number + 1), ids, tries - 1)
					: Mono.error(new IllegalStateException("The history has no end"));
		});
	}

	/** Of the server's own size: a server that caps the size need not say so. */
	private Mono<PaginatedResponse<Message>> page(String roomId, int number) {
		return this.client.get().messages().list(roomId, PaginationParams.ofPage(number));
	}

	private static boolean isOutcomeUnknown(Throwable error) {
		return error instanceof ChatException failure && failure.isOutcomeUnknown();
	}

	private static boolean mayPass(Throwable error) {
		return error instanceof ChatNetworkException || error instanceof ChatServerException
				|| error instanceof ChatRateLimitException || error instanceof ChatWebSocketException;
	}

	/**
	 * Reply that is to be sent.
	 *
	 * @param roomId the id of the room
	 * @param text the text
	 * @param userId who sends it, if known
	 * @param seen the id of a message before it, if known
	 * @param said the id of another message before it, which may be the same
	 * @param since the time of the first attempt
	 */
	private record Draft(String roomId, String text, @Nullable String userId, @Nullable String seen,
			@Nullable String said, Instant since) {

		boolean mayBeAfter(Message message) {
			Instant createdAt = message.createdAt();
			return !message.id().equals(this.seen) && !message.id().equals(this.said)
					&& (createdAt == null || createdAt.isAfter(this.since.minus(MOST_SKEW)));
		}

		boolean isSaidBy(Message message) {
			return (this.userId == null || this.userId.equals(message.userId()))
					&& this.text.strip().equals(message.content().strip());
		}

	}

	/** The last message of each of the most recently active rooms. */
	private static final class LastMessages extends LinkedHashMap<String, String> {

		LastMessages() {
			super(16, 0.75f, true);
		}

		@Override
		protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
			return size() > ROOMS;
		}

	}

}
