package io.github.tegrabox.chat.internal.socketio;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.github.tegrabox.chat.ChatClient;
import io.github.tegrabox.chat.internal.socketio.Peer.Received;
import io.github.tegrabox.chat.model.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests of what an acknowledged send yields where the server does not tell all of the
 * message again.
 */
class AcknowledgedMessageTests {

	private static final Duration WAIT = Duration.ofMinutes(2);

	private final Peer peer = Peer.start();

	@AfterEach
	void close() {
		this.peer.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{'ok':true,'message':{'id':'m'}}", "{'ok':true,'message_id':'m'}",
			"{'status':'ok','data':{'messageId':'m'}}", "{'id':'m'}",
			"{'ok':true,'message':{'id':'m','user_id':'ada','content':'hello'}}",
			"{'ok':true,'data':{'id':'m','room_id':'room','content':null}}" })
	void addsWhatWasSentToWhatTheServerTells(String acknowledgement) {
		try (ChatClient client = ChatClient.builder().baseUrl(this.peer.uri().toString()).jwtToken(Peer.ADA).build()) {
			client.socket().connect();
			CompletableFuture<Message> sent = client.socket().sendMessageAcked("room", "hello").toFuture();
			await().atMost(WAIT).until(() -> !this.peer.received().isEmpty());
			Received received = this.peer.received().get(0);
			received.ack().send(JsonMapper.shared().readTree(acknowledgement.replace('\'', '"')));
			assertThat(sent).succeedsWithin(WAIT).isEqualTo(new Message("m", "room", "ada", null, "hello", null));
		}
	}

}
