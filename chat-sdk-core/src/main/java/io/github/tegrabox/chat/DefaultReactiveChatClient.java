package io.github.tegrabox.chat;

import java.util.function.Consumer;

import io.github.tegrabox.chat.internal.http.PathTemplate;
import io.github.tegrabox.chat.internal.http.RestOperations;
import io.github.tegrabox.chat.internal.http.RestSettings;
import io.github.tegrabox.chat.internal.socket.room.MessageHistory;
import io.github.tegrabox.chat.internal.socket.session.CloseableChatSocket;
import io.github.tegrabox.chat.internal.socket.session.EngineSettings;
import io.github.tegrabox.chat.rest.CallOptions;
import io.github.tegrabox.chat.socket.ChatSocket;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * The client: all that the reactive and the blocking face share.
 */
// Not final: the aspects of an application may match it.
class DefaultReactiveChatClient extends AbstractReactiveChatClient {

	private final ClientSettings settings;

	/**
	 * Made at the first call: an application starts before it makes one.
	 */
	private final SingletonSupplier<RestOperations> operations;

	private @Nullable CloseableChatSocket socket;

	private boolean closed;

	DefaultReactiveChatClient(ClientSettings settings) {
		this.settings = settings;
		this.operations = SingletonSupplier.of(() -> operations(settings));
	}

	private static RestOperations operations(ClientSettings settings) {
		WebClient.Builder builder = (settings.webClientBuilder() != null) ? settings.webClientBuilder().obtain().clone()
				: WebClient.builder().clientConnector(settings.resources().connection());
		if (settings.observationRegistry() != null) {
			builder.observationRegistry(settings.observationRegistry());
		}
		return new RestOperations(builder, settings.rest());
	}

	@Override
	RestOperations operations() {
		return this.operations.obtain();
	}

	@Override
	ChatClientBuilder<?> origin() {
		return this.settings.origin();
	}

	@Override
	public synchronized ChatSocket socket() {
		CloseableChatSocket current = this.socket;
		if (current == null) {
			current = createSocket();
			this.socket = current;
			if (this.closed) {
				current.close();
			}
		}
		return current;
	}

	private CloseableChatSocket createSocket() {
		RestSettings rest = this.settings.rest();
		// The filters of the application's own are for no thread that reads sockets.
		MessageHistory history = (roomId, page) -> Mono.defer(() -> operations().history(roomId, page))
			.subscribeOn(rest.threads().scheduler());
		EngineSettings engine = new EngineSettings(rest.baseUrl(), this.settings.socket(), rest.wire(), rest.tokens(),
				history);
		return CloseableChatSocket.create(engine, this.settings.resources().sockets(),
				this.settings.listenerErrorHandler(), this.settings.observationRegistry());
	}

	@Override
	public AbstractReactiveChatClient withOptions(Consumer<CallOptions> options) {
		CallOptions own = new CallOptions();
		options.accept(own);
		return new OptionsView(this, own);
	}

	@Override
	public AbstractReactiveChatClient asUser(String userId) {
		PathTemplate.requireSegment(userId, "userId");
		if (this.settings.rest().apiKey() == null) {
			throw new IllegalStateException(
					"asUser(…) needs an API key to issue the tokens with: set apiKey(…) or chat.api-key");
		}
		return ChatClientBuilder.face()
			.presetWith(this.settings.origin())
			.tokenProvider(() -> operations().users().generateToken(userId).token())
			.build();
	}

	@Override
	public void close() {
		CloseableChatSocket current;
		synchronized (this) {
			if (this.closed) {
				return;
			}
			this.closed = true;
			current = this.socket;
		}
		if (current != null) {
			current.close();
		}
		this.settings.resources().close();
	}

	@Override
	public String toString() {
		return "ChatClient[baseUrl=" + this.settings.rest().baseUrl() + ']';
	}

}
