package io.github.tegrabox.chat.internal.http;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import io.github.tegrabox.chat.error.ChatDecodingException;
import io.github.tegrabox.chat.error.ChatNotFoundException;
import io.github.tegrabox.chat.internal.json.EntityReader;
import io.github.tegrabox.chat.internal.json.Page;
import io.github.tegrabox.chat.internal.net.Blocking;
import io.github.tegrabox.chat.model.PaginatedResponse;
import io.github.tegrabox.chat.model.PaginationParams;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A list, read page by page or as all its items.
 *
 * @param <T> the type of the items
 */
final class Pages<T> {

	private final RestExchange exchange;

	private final ListCalls calls;

	private final Operation operation;

	private final EntityReader<T> items;

	private final Function<T, String> id;

	private final @Nullable String roomId;

	/**
	 * Creates a list, without sending anything.
	 * @param exchange sends the calls
	 * @param calls creates the calls
	 * @param operation the operation that returns a page
	 * @param items reads an item
	 * @param id returns the id of an item
	 * @param roomId the room of the items, {@code null} if they belong to the project
	 */
	Pages(RestExchange exchange, ListCalls calls, Operation operation, EntityReader<T> items, Function<T, String> id,
			@Nullable String roomId) {
		this.exchange = exchange;
		this.calls = calls;
		this.operation = operation;
		this.items = items;
		this.id = id;
		this.roomId = roomId;
	}

	Mono<PaginatedResponse<T>> page(PaginationParams pagination) {
		return send(this.calls.page(this.operation, this.items, pagination), pagination).map(Page::response);
	}

	/**
	 * Returns a page, on the way through the whole list.
	 */
	Mono<Page<T>> pageOfAll(PageCall call) {
		return send(this.calls.pageOfAll(this.operation, this.items, call), call.pagination());
	}

	private Mono<Page<T>> send(Call<Page<T>> call, PaginationParams asked) {
		return this.exchange.execute((this.roomId != null) ? call.id("roomId", this.roomId) : call)
			.doOnNext((page) -> this.calls.check(page, asked));
	}

	private void ended(Pager<T> pager) {
		if (pager.isShort()) {
			this.calls.warn("A list ended, but the server counts " + pager.missing() + " more items than there were");
		}
	}

	/**
	 * Returns the items as a flux, which requests the next page once the items of the
	 * last one have been taken.
	 */
	Flux<T> flux() {
		return Flux.defer(() -> {
			Pager<T> pager = new Pager<>(this.id);
			return Flux.<PageCall>generate((sink) -> {
				ChatDecodingException failure = pager.failure();
				if (pager.isDone() && failure != null) {
					sink.error(failure);
				}
				else if (pager.isDone()) {
					ended(pager);
					sink.complete();
				}
				else {
					sink.next(pager.next());
				}
			})
				.concatMap((call) -> pageOfAll(call).flatMapIterable(pager::accept)
					.onErrorComplete((failure) -> failure instanceof ChatNotFoundException && pager.acceptNone()), 0);
		});
	}

	/**
	 * Returns the items as a stream. A page is requested when its first item is, on the
	 * requesting thread. Nothing is held open, and a closed stream requests nothing more.
	 */
	Stream<T> stream() {
		PageIterator all = new PageIterator();
		int characteristics = Spliterator.ORDERED | Spliterator.NONNULL;
		return StreamSupport.stream(Spliterators.spliteratorUnknownSize(all, characteristics), false)
			.onClose(all::close);
	}

	private final class PageIterator implements Iterator<T> {

		private final Pager<T> pager = new Pager<>(Pages.this.id);

		private Iterator<T> page = List.<T>of().iterator();

		private volatile boolean closed;

		@Override
		public boolean hasNext() {
			while (!this.closed && !this.page.hasNext() && !this.pager.isDone()) {
				this.page = fetchNext().iterator();
			}
			boolean ended = !this.closed && !this.page.hasNext();
			ChatDecodingException failure = this.pager.failure();
			if (ended && failure != null) {
				throw failure;
			}
			if (ended) {
				ended(this.pager);
			}
			return !this.closed && !ended;
		}

		private List<T> fetchNext() {
			try {
				return this.pager.accept(Blocking.read(pageOfAll(this.pager.next())));
			}
			catch (ChatNotFoundException ex) {
				if (this.pager.acceptNone()) {
					return List.of();
				}
				throw ex;
			}
		}

		@Override
		public T next() {
			if (!hasNext()) {
				throw new NoSuchElementException();
			}
			return this.page.next();
		}

		private void close() {
			this.closed = true;
		}

	}

}
