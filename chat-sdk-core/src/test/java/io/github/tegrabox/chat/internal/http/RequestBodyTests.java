package io.github.tegrabox.chat.internal.http;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

import io.github.tegrabox.chat.ChatClient;
import io.github.tegrabox.chat.error.ChatException;
import io.github.tegrabox.chat.model.CreateMessageInput;
import io.github.tegrabox.chat.model.CreateRoomInput;
import io.github.tegrabox.chat.model.CreateUserInput;
import io.github.tegrabox.chat.model.UpdateRoomInput;
import io.github.tegrabox.chat.model.UpdateUserInput;
import io.github.tegrabox.chat.wire.WireSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The bodies of requests, as they come to a server.
 */
class RequestBodyTests {

	private final AtomicReference<String> body = new AtomicReference<>("");

	private final StubServer stub = new StubServer((exchange) -> {
		this.body.set(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
		StubServer.respond(exchange, 400, "{}");
	});

	private final ChatClient client = ChatClient.builder()
		.apiKey("key-for-tests")
		.baseUrl(this.stub.baseUrl())
		.wire(WireSettings.builder().projectId("p").build())
		.build();

	@AfterEach
	void close() {
		this.client.close();
		this.stub.close();
	}

	@Test
	void areExactlyWhatTheContractHas() {
		assertThat(bodyOf(() -> this.client.users().create(CreateUserInput.of("Ada", "e"))))
			.isEqualTo("{\"username\":\"Ada\",\"external_user_id\":\"e\"}");
		assertThat(bodyOf(() -> this.client.users()
			.create(CreateUserInput.builder("Ada", "e").displayName("Ada \"L\"\n").email("a@b.c").build()))).isEqualTo(
					"{\"username\":\"Ada\",\"external_user_id\":\"e\",\"display_name\":\"Ada \\\"L\\\"\\n\",\"email\":\"a@b.c\"}");
		assertThat(bodyOf(() -> this.client.users()
			.update("u", UpdateUserInput.builder().status("away").displayName("D").build())))
			.isEqualTo("{\"display_name\":\"D\",\"status\":\"away\"}");
		assertThat(bodyOf(() -> this.client.users().generateToken("u"))).isEqualTo("{}");
		assertThat(bodyOf(() -> this.client.users().generateToken("u", Duration.ofMinutes(1))))
			.isEqualTo("{\"expires_in\":60}");
		assertThat(bodyOf(() -> this.client.rooms().create(CreateRoomInput.of("R", "u"))))
			.isEqualTo("{\"name\":\"R\",\"created_by\":\"u\"}");
		assertThat(bodyOf(() -> this.client.rooms().update("r", UpdateRoomInput.of("R"))))
			.isEqualTo("{\"name\":\"R\"}");
		assertThat(bodyOf(() -> this.client.rooms().join("r", "u"))).isEqualTo("{\"user_id\":\"u\"}");
		assertThat(bodyOf(() -> this.client.messages().create("r", CreateMessageInput.of("hé 😀", "u"))))
			.isEqualTo("{\"content\":\"hé 😀\",\"user_id\":\"u\"}");
	}

	private String bodyOf(Runnable call) {
		assertThatExceptionOfType(ChatException.class).isThrownBy(call::run);
		return this.body.get();
	}

}
