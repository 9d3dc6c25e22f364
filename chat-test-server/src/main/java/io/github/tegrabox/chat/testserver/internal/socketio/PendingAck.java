package io.github.tegrabox.chat.testserver.internal.socketio;

import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.github.tegrabox.chat.testserver.internal.engineio.TaskLoop;
import tools.jackson.databind.JsonNode;

/**
 * Acknowledgement that a client owes.
 *
 * @param result where it goes
 * @param timer what ends the wait
 */
record PendingAck(CompletableFuture<List<JsonNode>> result, TaskLoop.Timer timer) {

	void complete(List<JsonNode> args) {
		this.timer.cancel();
		this.result.complete(args);
	}

	void fail(Exception cause) {
		this.timer.cancel();
		this.result.completeExceptionally(cause);
	}

}
