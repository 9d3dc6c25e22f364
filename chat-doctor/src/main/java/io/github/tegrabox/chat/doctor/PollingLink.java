package io.github.tegrabox.chat.doctor;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

import io.github.tegrabox.chat.internal.net.Cookies;
import io.github.tegrabox.chat.internal.net.UserAgent;
import org.jspecify.annotations.Nullable;

/**
 * Connection of servers that know no WebSocket: one request waits for what comes, another
 * one carries what is sent.
 */
final class PollingLink implements Link {

	/** Longer than servers let a request wait. */
	private static final Duration TIMEOUT = Duration.ofMinutes(2);

	private static final String SEPARATOR = "\u001e";

	private final HttpClient client;

	private final Pace pace;

	private final URI address;

	private final Map<String, String> headers;

	private final Cookies cookies = new Cookies();

	private final Receiver receiver;

	private volatile String session = "";

	private volatile boolean closed;

	private volatile @Nullable Future<?> waiting;

	private CompletableFuture<?> sending = CompletableFuture.completedFuture(null);

	private PollingLink(HttpClient client, Pace pace, URI address, Map<String, String> headers, Receiver receiver) {
		this.client = client;
		this.pace = pace;
		this.address = address;
		this.headers = headers;
		this.receiver = receiver;
	}

	static Link open(HttpClient client, Pace pace, URI address, Map<String, String> headers, Receiver receiver) {
		PollingLink link = new PollingLink(client, pace, address, headers, receiver);
		link.poll();
		return link;
	}

	private void poll() {
		this.pace.take();
		this.waiting = this.client.sendAsync(request().GET().build(), BodyHandlers.ofString())
			.whenComplete((response, failure) -> {
				if (isTaken(response)) {
					for (String message : response.body().split(SEPARATOR, -1)) {
						if (message.startsWith("0")) {
							this.session = "&sid="
									+ Answer.MAPPER.readTree(message.substring(1)).path("sid").asString("");
						}
						this.receiver.received(message);
					}
					poll();
				}
			});
	}

	private boolean isTaken(@Nullable HttpResponse<String> response) {
		if (this.closed) {
			return false;
		}
		if (response != null) {
			this.cookies.take(response.headers());
			if (response.statusCode() == 200) {
				return true;
			}
		}
		String words = (response != null) ? response.statusCode() + " " + response.body() : "no answer";
		this.receiver.lost(this.session.isEmpty() ? "no long polling: " + words : "the connection was lost");
		return false;
	}

	private HttpRequest.Builder request() {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(this.address + this.session))
			.timeout(TIMEOUT)
			.setHeader("User-Agent", UserAgent.VALUE);
		this.cookies.with(this.headers).forEach(request::setHeader);
		return request;
	}

	@Override
	public synchronized void send(String message) {
		this.sending = this.sending.thenCompose(
				(before) -> this.client.sendAsync(request().setHeader("Content-Type", "text/plain;charset=UTF-8")
					.POST(BodyPublishers.ofString(message))
					.build(), BodyHandlers.ofString()))
			.handle((response, failure) -> isTaken(response));
	}

	@Override
	public synchronized void close() {
		this.closed = true;
		send("1");
		this.sending = this.sending.thenRun(() -> {
			Future<?> last = this.waiting;
			if (last != null) {
				last.cancel(true);
			}
		});
	}

}
