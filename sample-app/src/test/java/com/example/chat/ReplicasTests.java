package com.example.chat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.tegrabox.chat.ChatClient;
import io.github.tegrabox.chat.model.ChatUser;
import io.github.tegrabox.chat.model.CreateMessageInput;
import io.github.tegrabox.chat.model.CreateUserInput;
import io.github.tegrabox.chat.model.Message;
import io.github.tegrabox.chat.model.Room;
import io.github.tegrabox.chat.spring.ReplicaState;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.util.TestSocketUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * The profile {@code replicas}: several applications, one bot.
 */
class ReplicasTests {

	private static final String API_KEY = "key-of-the-replicas";

	private final int chatPort = TestSocketUtils.findAvailableTcpPort();

	private final int databasePort = TestSocketUtils.findAvailableTcpPort();

	private final Set<ProcessHandle> before = ProcessHandle.current().children().collect(Collectors.toSet());

	private final List<ConfigurableApplicationContext> applications = new ArrayList<>();

	@AfterEach
	void stop() {
		this.applications.forEach(ConfigurableApplicationContext::close);
		List<ProcessHandle> servers = ProcessHandle.current()
			.children()
			.filter((child) -> !this.before.contains(child))
			.toList();
		servers.forEach(ProcessHandle::destroy);
		servers.forEach((server) -> server.onExit().join());
	}

	private ConfigurableApplicationContext start() {
		return start(this.chatPort, this.databasePort);
	}

	private ConfigurableApplicationContext start(int chat, int database) {
		ConfigurableApplicationContext application = new SpringApplicationBuilder(SampleApplication.class)
			.profiles("embedded", "replicas")
			.run("--sample.servers.chat-port=" + chat, "--sample.servers.database-port=" + database,
					"--sample.servers.api-key=" + API_KEY);
		this.applications.add(application);
		return application;
	}

	private static boolean leads(ConfigurableApplicationContext application) {
		return !application.getBean(ReplicaState.class).leading().isEmpty();
	}

	private static ConditionFactory await() {
		return Awaitility.await().atMost(Duration.ofMinutes(3));
	}

	@Test
	void oneBotAnswersOnceAndTheOtherTakesOver() {
		ConfigurableApplicationContext first = start();
		await().until(() -> leads(first));
		ConfigurableApplicationContext second = start();
		assertThat(leads(second)).isFalse();
		try (ChatClient client = ChatClient.builder()
			.baseUrl("http://localhost:" + this.chatPort)
			.apiKey(API_KEY)
			.build()) {
			List<Room> rooms = client.rooms().listAll().toList();
			assertThat(rooms).extracting(Room::name).containsExactly("Lobby");
			String lobby = rooms.get(0).id();
			ChatUser ann = client.users().getOrCreate(CreateUserInput.of("ann", "ann"));
			ask(client, lobby, ann, 5);
			await().until(() -> answers(client, lobby) >= 5);
			first.close();
			await().until(() -> leads(second));
			ask(client, lobby, ann, 5);
			await().until(() -> answers(client, lobby) >= 10);
			// It finishes what it has begun.
			second.close();
			assertThat(answers(client, lobby)).isEqualTo(10);
		}
	}

	@Test
	void whyTheServersDoNotStartIsTold() {
		assertThatIllegalStateException().isThrownBy(() -> start(this.chatPort, 70_000))
			.withMessageContaining("sample-servers-")
			.withMessageContaining("Exception in thread \"main\"")
			.withMessageNotContaining(API_KEY);
	}

	@Test
	void aPortThatIsNoneIsTold() {
		assertThatIllegalStateException().isThrownBy(() -> start(70_000, this.databasePort))
			.withMessageContaining("There is no database on port " + this.databasePort)
			.withMessageContaining("70000");
	}

	private static void ask(ChatClient client, String room, ChatUser user, int times) {
		for (int i = 0; i < times; i++) {
			client.messages().create(room, CreateMessageInput.of("!rooms", user.id()));
		}
	}

	private static long answers(ChatClient client, String room) {
		return client.messages()
			.listAll(room)
			.map(Message::content)
			.filter((content) -> content.equals("Rooms: Lobby."))
			.count();
	}

}
