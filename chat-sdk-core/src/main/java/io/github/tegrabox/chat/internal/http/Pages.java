package io.github.tegrabox.chat.internal.http;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import io.github.tegrabox.chat.error.ChatDecodingException;
import io.github.tegrabox.chat.error.ChatNotFoundException;
import io.github.tegrabox.chat.internal.json.Page;
import io.github.tegrabox.chat.model.PaginatedResponse;
import io.github.tegrabox.chat.model.PaginationParams;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * All items of a list, page by page.
 */
final class Pages {

	private static final Logger logger = LoggerFactory.getLogger(Pages.class);

	private final AtomicBoolean warned = new AtomicBoolean();

	/**
	 * Takes a look at a page that may be the first one, and not as it should be.
	 */
	<T> Page<T> checked(Page<T> page, PaginationParams asked) {
		PaginatedResponse<T> response = page.response();
		boolean empty = response.items().isEmpty() && response.unreadable().isEmpty();
		if (empty && asked.page() == 1 && page.counted() && response.total() > 0) {
			warn("The first page of a list is empty, but the server counts " + response.total() + " items");
		}
		return page;
	}

	private void ended(Pager<?> pager) {
		if (pager.isShort()) {
			warn("A list ended, but the server counts " + pager.missing() + " more items than there were");
		}
	}

	private void warn(String what) {
		if (this.warned.compareAndSet(false, true)) {
			logger.warn("{}. Does it count its pages from 0 (chat.wire.first-page), or use another "
					+ "name for their number (chat.wire.query.page)?", what);
		}
	}

	/**
	 * As a flux: the next page is asked for when the items of the last one are taken.
	 */
	<T> Flux<T> flux(Function<PageCall, Mono<Page<T>>> fetch, Function<T, String> id) {
		return Flux.defer(() -> {
			Pager<T> pager = new Pager<>(id);
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
				.concatMap((call) -> fetch.apply(call)
					.flatMapIterable(pager::accept)
					.onErrorComplete((failure) -> failure instanceof ChatNotFoundException && pager.acceptNone()), 0);
		});
	}

	/**
	 * As a stream: a page is asked for when the first of its items is, on the thread that
	 * asks. Nothing is held open; a closed stream asks for no more.
	 */
	<T> Stream<T> stream(Function<PageCall, Page<T>> fetch, Function<T, String> id) {
		PageIterator<T> items = new PageIterator<>(fetch, new Pager<>(id));
		int characteristics = Spliterator.ORDERED | Spliterator.NONNULL;
		return StreamSupport.stream(Spliterators.spliteratorUnknownSize(items, characteristics), false)
			.onClose(items::close);
	}

	private final class PageIterator<T> implements Iterator<T> {

		private final Function<PageCall, Page<T>> fetch;

		private final Pager<T> pager;

		private Iterator<T> page = List.<T>of().iterator();

		private volatile boolean closed;

		PageIterator(Function<PageCall, Page<T>> fetch, Pager<T> pager) {
			this.fetch = fetch;
			this.pager = pager;
		}

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
				return this.pager.accept(this.fetch.apply(this.pager.next()));
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
