package io.github.tegrabox.chat.starter.redis;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.tegrabox.chat.event.MessageReceived;
import io.github.tegrabox.chat.spring.ReplicaState;
import io.github.tegrabox.chat.testserver.ChatTestServer;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.StringRedisTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of durable delivery on Redis that loses what it holds.
 */
@ExtendWith(OutputCaptureExtension.class)
class RedisDeliveryTests {

	private final ChatTestServer chat = ChatTestServer.builder().build().start();

	private final String ann = this.chat.createUser("ann", "ann");

	private final String room = this.chat.createRoom("room", this.ann);

	private TestRedis redis;

	private ConfigurableApplicationContext application;

	private StringRedisTemplate template;

	@BeforeEach
	void start() throws IOException {
		this.redis = TestRedis.start();
		this.application = new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.run("--chat.base-url=" + this.chat.baseUrl(), "--chat.api-key=" + this.chat.apiKey(),
					"--chat.socket.user.external-id=bot", "--chat.socket.rooms=*", "--chat.socket.delivery=durable",
					"--spring.application.name=app", "--chat.socket.lease=2s",
					"--spring.data.redis.port=" + this.redis.port());
		this.template = this.application.getBean(StringRedisTemplate.class);
		await(() -> assertThat(this.application.getBean(ReplicaState.class).positions()).containsKey(this.room));
		write("one");
		await(() -> assertThat(handled()).containsExactly("one"));
	}

	@AfterEach
	void stop() throws IOException {
		this.application.close();
		this.redis.close();
		this.chat.close();
	}

	private void write(String content) {
		this.chat.createMessage(this.room, this.ann, content);
	}

	private List<String> handled() {
		return this.application.getBean(Application.class).handled;
	}

	private static void await(ThrowingRunnable assertion) {
		Awaitility.await().atMost(Duration.ofMinutes(2)).untilAsserted(assertion);
	}

	private void awaitPosition() {
		await(() -> assertThat(this.template.<String, String>opsForHash().get("chat/rooms/app", this.room))
			.contains(" "));
	}

	@Test
	void aGroupThatRedisHasLostGoesOnWhereItStood(CapturedOutput output) {
		this.template.execute((RedisCallback<Object>) (connection) -> {
			connection.serverCommands().flushAll();
			return null;
		});
		write("meanwhile");
		awaitPosition();
		write("two");
		await(() -> assertThat(handled()).contains("two"));
		assertThat(handled()).containsSubsequence("one", "meanwhile", "two");
		await(() -> assertThat(output).containsPattern("WARN .*The store has lost the group 'app'"));
	}

	/** As when it is evicted: it has a key of its own. */
	@Test
	void roomsThatRedisHasLostGoOnWhereTheyStood(CapturedOutput output) {
		this.template.delete("chat/rooms/app");
		write("meanwhile");
		awaitPosition();
		write("two");
		await(() -> assertThat(handled()).containsExactly("one", "meanwhile", "two"));
		assertThat(output).containsPattern("WARN .*The store has lost the position of the room " + this.room);
	}

	@Test
	void messagesWaitWhileRedisIsFullAndTheHealthSaysSo(CapturedOutput output) {
		setMaxMemory("1");
		write("two");
		ReplicaState replica = this.application.getBean(ReplicaState.class);
		await(() -> assertThat(replica.storeProblem()).contains("OOM command not allowed"));
		write("three");
		setMaxMemory("0");
		await(() -> assertThat(handled()).containsExactly("one", "two", "three"));
		await(() -> assertThat(replica.storeProblem()).isNull());
		assertThat(output).containsOnlyOnce("does not answer").containsOnlyOnce("answers again");
	}

	private void setMaxMemory(String bytes) {
		this.template.execute((RedisCallback<Object>) (connection) -> {
			connection.serverCommands().setConfig("maxmemory", bytes);
			return null;
		});
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		private final List<String> handled = new CopyOnWriteArrayList<>();

		@EventListener
		void on(MessageReceived event) {
			this.handled.add(Objects.requireNonNull(event.message().content()));
		}

	}

}
