package io.github.tegrabox.chat.doctor;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;

import io.github.tegrabox.chat.ChatClient;
import io.github.tegrabox.chat.event.ChatEvent;
import io.github.tegrabox.chat.event.MessageReceived;
import io.github.tegrabox.chat.event.UserJoined;
import io.github.tegrabox.chat.event.UserLeft;
import io.github.tegrabox.chat.event.UserStoppedTyping;
import io.github.tegrabox.chat.event.UserTyping;
import io.github.tegrabox.chat.model.ChatUser;
import io.github.tegrabox.chat.model.CreateMessageInput;
import io.github.tegrabox.chat.model.CreateRoomInput;
import io.github.tegrabox.chat.model.CreateUserInput;
import io.github.tegrabox.chat.model.Message;
import io.github.tegrabox.chat.model.Room;
import io.github.tegrabox.chat.model.UpdateUserInput;
import io.github.tegrabox.chat.socket.ChatSocket;
import org.awaitility.Awaitility;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an application does with a server, configured with the doctor's YAML and nothing
 * else.
 */
final class MainJob {

	private static final Duration PATIENCE = Duration.ofMinutes(1);

	private MainJob() {
	}

	static void run(String baseUrl, String key, Path yaml) {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
			.web(WebApplicationType.NONE)
			.logStartupInfo(false)
			.run("--spring.config.location=" + yaml.toUri(), "--spring.main.banner-mode=off",
					"--chat.base-url=" + baseUrl, "--chat.api-key=" + key, "--chat.socket.enabled=false");
				ChatClient client = context.getBean(ChatClient.class)) {
			run(client);
		}
	}

	private static void run(ChatClient client) {
		String mark = UUID.randomUUID().toString();
		ChatUser ada = client.users().create(CreateUserInput.of("ada-" + mark, "ada-" + mark));
		ChatUser bob = client.users().create(CreateUserInput.of("bob-" + mark, "bob-" + mark));
		assertThat(client.users().getOrCreate(CreateUserInput.of("ada-" + mark, "ada-" + mark)).id())
			.isEqualTo(ada.id());
		assertThat(
				client.users().update(ada.id(), UpdateUserInput.builder().displayName("Ada L.").build()).displayName())
			.isEqualTo("Ada L.");
		assertThat(client.users().get(ada.id()).displayName()).isEqualTo("Ada L.");
		Room room = client.rooms().create(CreateRoomInput.of("Room", ada.id()));
		client.rooms().join(room.id(), bob.id());
		assertThat(client.rooms().get(room.id()).memberCount()).isEqualTo(2);
		client.rooms().leave(room.id(), bob.id());
		assertThat(client.rooms().get(room.id()).memberCount()).isEqualTo(1);
		String adasToken = client.users().generateToken(ada.id()).token();
		String bobsToken = client.users().generateToken(bob.id()).token();
		try (ChatClient adas = client.mutate().jwtToken(adasToken).build();
				ChatClient bobs = client.mutate().jwtToken(bobsToken).build()) {
			assertThat(bobs.auth().verify().user().userId()).isEqualTo(bob.id());
			bobs.rooms().join(room.id());
			assertThat(client.rooms().get(room.id()).memberCount()).isEqualTo(2);
			bobs.rooms().leave(room.id());
			assertThat(client.rooms().get(room.id()).memberCount()).isEqualTo(1);
			talk(client, adas.socket(), bobs.socket(), room, ada, bob);
		}
		client.users().revokeToken(bob.id());
		client.users().delete(bob.id());
	}

	private static void talk(ChatClient client, ChatSocket adas, ChatSocket bobs, Room room, ChatUser ada,
			ChatUser bob) {
		Queue<ChatEvent> heard = new ConcurrentLinkedQueue<>();
		adas.onEvent(heard::add);
		Queue<Message> bobHeard = new ConcurrentLinkedQueue<>();
		bobs.onMessage(bobHeard::add);
		adas.connect();
		Awaitility.await().atMost(PATIENCE).until(adas::isConnected);
		adas.joinRoom(room.id());
		// Who has joined hears what is said: only then is it certain that others are
		// heard.
		Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).until(() -> {
			client.messages().create(room.id(), CreateMessageInput.of("Anybody?", ada.id()));
			return heard.stream().anyMatch((event) -> event instanceof MessageReceived);
		});
		bobs.connect();
		Awaitility.await().atMost(PATIENCE).until(bobs::isConnected);
		bobs.joinRoom(room.id());
		await(heard, (event) -> event instanceof UserJoined joined && joined.userId().equals(bob.id()));
		bobs.startTyping(room.id());
		await(heard, (event) -> event instanceof UserTyping typing && typing.userId().equals(bob.id()));
		bobs.stopTyping(room.id());
		await(heard, (event) -> event instanceof UserStoppedTyping typing && typing.userId().equals(bob.id()));
		bobs.sendMessage(room.id(), "Hello!");
		await(heard, (event) -> isMessage(event, "Hello!", bob));
		client.messages().create(room.id(), CreateMessageInput.of("From REST", ada.id()));
		Awaitility.await()
			.atMost(PATIENCE)
			.until(() -> bobHeard.stream().anyMatch((message) -> message.content().equals("From REST")));
		List<String> history = client.messages().listAll(room.id()).map(Message::content).toList();
		assertThat(history).contains("Hello!", "From REST");
		bobs.leaveRoom(room.id());
		await(heard, (event) -> event instanceof UserLeft left && left.userId().equals(bob.id()));
	}

	private static boolean isMessage(ChatEvent event, String content, ChatUser author) {
		return event instanceof MessageReceived received && received.message().content().equals(content)
				&& received.message().userId().equals(author.id());
	}

	private static void await(Queue<ChatEvent> heard, Predicate<ChatEvent> wanted) {
		Awaitility.await().atMost(PATIENCE).until(() -> heard.stream().anyMatch(wanted));
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
