package com.example.docs;

import java.time.Duration;

import io.github.tegrabox.chat.event.MessageReceived;
import io.github.tegrabox.chat.model.Message;
import io.github.tegrabox.chat.socket.ChatSocket;
import io.github.tegrabox.chat.testserver.ChatTestServer;
import io.github.tegrabox.chat.testserver.boot.AutoConfigureChatTestServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;
import org.springframework.integration.channel.QueueChannel;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.MessageDeliveryException;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.stereotype.Component;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The example of an application that passes messages on to a broker.
 */
@AutoConfigureChatTestServer
@SpringBootTest(properties = { "chat.socket.user.external-id=relay", "chat.socket.rooms=*",
		"chat.socket.room-discovery-interval=100ms" })
class BrokerExamplesTests {

	@Autowired
	private ChatTestServer server;

	@Autowired
	private ChatSocket socket;

	@Autowired
	private QueueChannel toBroker;

	@Test
	void eachMessageIsPassedOnWithItsRoomAsTheKey() {
		String ann = this.server.createUser("ann", "ann");
		String room = this.server.createRoom("room", ann);
		Awaitility.await()
			.atMost(Duration.ofMinutes(2))
			.until(() -> this.socket.isConnected() && this.socket.joinedRooms().contains(room));
		String id = this.server.createMessage(room, ann, "hello");
		org.springframework.messaging.Message<?> passedOn = this.toBroker.receive(Duration.ofSeconds(30).toMillis());
		assertThat(passedOn).isNotNull();
		assertThat(((Message) passedOn.getPayload()).content()).isEqualTo("hello");
		assertThat(passedOn.getHeaders()).containsEntry("key", room).containsEntry("messageId", id);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Relay.class)
	static class Application {

		@Bean
		QueueChannel toBroker() {
			return new QueueChannel();
		}

	}

	// tag::relay[]
	@Component
	static class Relay {

		private final MessageChannel toBroker;

		Relay(MessageChannel toBroker) {
			this.toBroker = toBroker;
		}

		@EventListener
		void pass(MessageReceived event) {
			Message message = event.message();
			var passedOn = MessageBuilder.withPayload(message)
				.setHeader("key", message.roomId())
				.setHeader("messageId", message.id())
				.build();
			if (!this.toBroker.send(passedOn, 5000)) {
				throw new MessageDeliveryException(passedOn, "The broker does not take it");
			}
		}

	}
	// end::relay[]

}
