package io.github.tegrabox.chat.internal.socket.session;

import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

import io.github.tegrabox.chat.error.ChatException;
import io.github.tegrabox.chat.error.ChatWebSocketException;
import io.github.tegrabox.chat.event.ChatEvent;
import io.github.tegrabox.chat.internal.json.Acknowledgement;
import io.github.tegrabox.chat.internal.json.RequestWriter;
import io.github.tegrabox.chat.internal.socket.room.MessageHistory;
import io.github.tegrabox.chat.internal.socket.room.RoomEffects;
import io.github.tegrabox.chat.internal.socket.room.Timer;
import io.github.tegrabox.chat.internal.socketio.SocketConnection;
import io.github.tegrabox.chat.model.Message;
import io.github.tegrabox.chat.model.PaginatedResponse;
import io.github.tegrabox.chat.model.PaginationParams;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Effects of the rooms on the connection, the history and the log.
 */
final class DefaultRoomEffects implements RoomEffects {

	private static final Logger logger = LoggerFactory.getLogger(DefaultRoomEffects.class);

	private final SocketEngine engine;

	private final DefaultSessionEffects connections;

	private final EngineSettings settings;

	DefaultRoomEffects(SocketEngine engine, DefaultSessionEffects connections, EngineSettings settings) {
		this.engine = engine;
		this.connections = connections;
		this.settings = settings;
	}

	private Object payload(String roomId) {
		return new RequestWriter(this.settings.wire()).room(roomId);
	}

	@Override
	public void join(String roomId, Consumer<Acknowledgement> answer) {
		SessionLink current = this.connections.link();
		SocketConnection connection = (current != null) ? current.connection() : null;
		if (current == null || connection == null) {
			return;
		}
		try {
			connection.emit(this.settings.wire().emits().joinRoom(), payload(roomId),
					(ack) -> post(() -> answer.accept(ack)));
		}
		catch (ChatWebSocketException ex) {
			if (ex.code() != null) {
				throw ex;
			}
			// Without the join the room would stay silent: let the next connection join.
			current.onClosed("transport error", ex);
		}
	}

	@Override
	public void settled() {
		this.engine.flush();
	}

	@Override
	public void leave(String roomId) {
		try {
			this.engine.send(this.settings.wire().emits().leaveRoom(), payload(roomId));
		}
		catch (ChatWebSocketException ex) {
			logger.debug("Not sent: {}; what still comes of the room is ignored", ex.getMessage());
		}
	}

	@Override
	public void fetch(String roomId, PaginationParams pagination,
			BiConsumer<@Nullable PaginatedResponse<Message>, @Nullable Throwable> answer) {
		MessageHistory history = this.settings.history();
		Mono.defer(() -> (history != null) ? history.list(roomId, pagination) : Mono.empty())
			.switchIfEmpty(Mono.error(() -> new ChatException("No page")))
			.subscribe((page) -> post(() -> answer.accept(page, null)),
					(failure) -> post(() -> answer.accept(null, failure)));
	}

	@Override
	public @Nullable String userId() {
		return this.connections.userId();
	}

	@Override
	public void report(ChatEvent event) {
		this.engine.report(event);
	}

	@Override
	public String messageEvent() {
		return this.settings.wire().events().message();
	}

	@Override
	public RandomGenerator random() {
		return this.settings.random();
	}

	@Override
	public void log(ChatEvent event) {
		this.engine.log().event(event);
	}

	@Override
	public void post(Runnable input) {
		this.engine.post(input);
	}

	@Override
	public Timer timer() {
		return this.engine.timer();
	}

}
