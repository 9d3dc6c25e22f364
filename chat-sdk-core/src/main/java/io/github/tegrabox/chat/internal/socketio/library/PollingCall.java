package io.github.tegrabox.chat.internal.socketio.library;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.ResponseInfo;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import io.github.tegrabox.chat.error.ChatDecodingException;
import io.github.tegrabox.chat.internal.net.ClientThreads;
import io.github.tegrabox.chat.internal.socketio.HandshakeException;
import kotlin.jvm.functions.Function0;
import kotlin.reflect.KClass;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.EventListener;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * HTTP call of the JDK in the form that Socket.IO's client uses to poll, and only as much
 * of it as that needs.
 */
final class PollingCall implements Call {

	/** The least time between two polls that bring nothing. */
	private static final Duration LEAST = Duration.ofMillis(250);

	/** The JDK has no body for the answer of a proxy that refuses a tunnel. */
	private static final Polled NO_BODY = new Polled("", "");

	private final LibraryLink link;

	private final Request request;

	private volatile @Nullable CompletableFuture<?> exchange;

	private volatile boolean canceled;

	PollingCall(LibraryLink link, Request request) {
		this.link = link;
		this.request = request;
	}

	@Override
	public void enqueue(Callback callback) {
		// Not on the library's thread, since this may wait for a name server.
		this.link.threads().executeOpening(() -> start(callback));
	}

	private void start(Callback callback) {
		CompletableFuture<HttpResponse<Polled>> started;
		try {
			HttpClient current = this.link.client().get();
			// A client with a cookie handler sends them by itself.
			boolean cookies = current.cookieHandler().isEmpty();
			started = current.sendAsync(httpRequest(), (head) -> body(head, cookies));
		}
		catch (IOException | RuntimeException ex) {
			started = CompletableFuture.failedFuture(ex);
		}
		this.exchange = started;
		if (this.canceled) {
			started.cancel(true);
		}
		long asked = System.nanoTime();
		// The result of a poll waits while reading is paused; the answer to a post does
		// not.
		var unused = (this.request.body() != null)
				? started.whenComplete((response, failure) -> finish(callback, response, failure))
				: started.whenComplete((response, failure) -> afterPause(asked, response,
						() -> this.link.whenReading(() -> finish(callback, response, failure))));
	}

	/**
	 * Goes on, after a pause if several polls brought nothing: the library polls again at
	 * once, and a server that does not hold polls would be asked a thousand times a
	 * second.
	 */
	private void afterPause(long asked, @Nullable HttpResponse<Polled> response, Runnable then) {
		boolean nothing = response != null && isPoll(response.statusCode()) && response.body().isNothing();
		Duration left = LEAST.minusNanos(System.nanoTime() - asked);
		if (this.link.isInVain(nothing) && !left.isNegative()) {
			var unused = this.link.threads().schedule(then, left);
		}
		else {
			then.run();
		}
	}

	private PollBody body(ResponseInfo head, boolean cookies) {
		if (cookies) {
			this.link.cookies().take(head.headers());
		}
		PollBody body = new PollBody(this.link.request().maxEventSize(), isPoll(head.statusCode()) ? this.link : null);
		if (head.statusCode() != 200) {
			var unused = this.link.threads().schedule(body::endHere, ClientThreads.FAREWELL);
		}
		return body;
	}

	private HttpRequest httpRequest() throws IOException {
		HttpRequest.Builder builder = HttpRequest.newBuilder(this.request.url().uri());
		this.request.headers().forEach((header) -> builder.header(header.getFirst(), header.getSecond()));
		this.link.headers().forEach(builder::setHeader);
		if (this.request.body() != null) {
			Buffer body = new Buffer();
			this.request.body().writeTo(body);
			builder.POST(BodyPublishers.ofString(this.link.posted(body.readUtf8())));
		}
		return builder.build();
	}

	/**
	 * Returns the address of the session that this call has opened.
	 */
	URI addressOf(String sid) {
		return this.request.url().newBuilder().setQueryParameter("sid", sid).build().uri();
	}

	private void finish(Callback callback, @Nullable HttpResponse<Polled> response, @Nullable Throwable failure) {
		try {
			if (response == null) {
				throw asIoException(failure);
			}
			Polled body = (response.body() != null) ? response.body() : NO_BODY;
			String text = body.payload();
			if (isPoll(response.statusCode())) {
				text = PollingPayload.join(body.begun(),
						this.link.checked(text.isEmpty() ? PollingPayload.NOOP : text));
			}
			else if (response.statusCode() != 200 && !this.link.isOpen()) {
				this.link.broken(HandshakeException.answered(response.statusCode(), text,
						response.headers().firstValue("Retry-After").orElse(null), null));
			}
			answer(callback, response.statusCode(), text);
		}
		catch (ChatDecodingException ex) {
			this.link.fail(ex);
			// This closes the library, which waits for this answer if it is changing
			// transports.
			answer(callback, 200, PollingPayload.NOOP);
		}
		catch (IOException ex) {
			callback.onFailure(this, ex);
		}
		finally {
			// Not before: whoever waits for the end also waits for what the library
			// does with the answer.
			this.link.done(this);
		}
	}

	private boolean isPoll(int status) {
		return status == 200 && this.request.body() == null;
	}

	private void answer(Callback callback, int status, String text) {
		try {
			callback.onResponse(this,
					new Response.Builder().request(this.request)
						.protocol(Protocol.HTTP_1_1)
						.code(status)
						.message("")
						.body(ResponseBody.create(text, null))
						.build());
		}
		catch (IOException ex) {
			callback.onFailure(this, ex);
		}
	}

	private static IOException asIoException(@Nullable Throwable failure) {
		Throwable cause = (failure instanceof CompletionException && failure.getCause() != null) ? failure.getCause()
				: failure;
		return (cause instanceof IOException given) ? given : new IOException(cause);
	}

	@Override
	public void cancel() {
		this.canceled = true;
		CompletableFuture<?> started = this.exchange;
		if (started != null) {
			started.cancel(true);
		}
	}

	@Override
	public Request request() {
		return this.request;
	}

	@Override
	public boolean isExecuted() {
		return this.exchange != null;
	}

	@Override
	public boolean isCanceled() {
		return this.canceled;
	}

	@Override
	public Call clone() {
		return new PollingCall(this.link, this.request);
	}

	@Override
	public Response execute() {
		throw new UnsupportedOperationException("Nobody waits for a poll");
	}

	@Override
	public Timeout timeout() {
		return Timeout.NONE;
	}

	@Override
	public void addEventListener(EventListener listener) {
		throw new UnsupportedOperationException("A poll tells of no events");
	}

	@Override
	public <T> @Nullable T tag(KClass<T> type) {
		return null;
	}

	@Override
	public <T> @Nullable T tag(Class<? extends T> type) {
		return null;
	}

	@Override
	public <T> T tag(KClass<T> type, Function0<? extends T> compute) {
		return compute.invoke();
	}

	@Override
	public <T> T tag(Class<T> type, Function0<? extends T> compute) {
		return compute.invoke();
	}

}
