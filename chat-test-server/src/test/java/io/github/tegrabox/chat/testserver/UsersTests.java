package io.github.tegrabox.chat.testserver;

import java.time.Instant;

import io.github.tegrabox.chat.testserver.RestCalls.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The project look-up and the operations on users.
 */
class UsersTests {

	private ChatTestServer server;

	private RestCalls api;

	@BeforeEach
	void start() {
		this.server = ChatTestServer.start();
		this.api = RestCalls.withKey(this.server);
	}

	@AfterEach
	void stop() {
		this.server.close();
	}

	@Test
	void theProjectIsFoundByItsKey() {
		Answer answer = this.api.get("/api/projects/current");
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.text("/id")).isEqualTo(this.server.projectId()).startsWith("prj_");
		assertThat(answer.text("/name")).isNotBlank();
	}

	@Test
	void aUserIsCreatedWithAllItsFields() {
		Answer answer = this.api.post("users",
				"{\"username\":\"ann\",\"external_user_id\":\"1\",\"display_name\":\"Ann\",\"email\":\"ann@example.org\"}");
		assertThat(answer.status()).isEqualTo(201);
		assertThat(answer.header("Content-Type")).isEqualTo("application/json");
		JsonNode user = answer.json();
		assertThat(user.propertyNames()).containsExactlyInAnyOrder("id", "username", "external_user_id", "display_name",
				"email", "status", "created_at", "updated_at");
		assertThat(user.get("id").stringValue()).startsWith("usr_");
		assertThat(user.get("status").stringValue()).isEqualTo("active");
		assertThat(Instant.parse(user.get("created_at").stringValue())).isBeforeOrEqualTo(Instant.now());
		assertThat(this.api.get("users/" + user.get("id").stringValue()).json()).isEqualTo(user);
	}

	@Test
	void absentFieldsAreLeftOut() {
		Answer answer = this.api.post("users", "{\"username\":\"ann\",\"external_user_id\":\"1\",\"email\":null}");
		assertThat(answer.status()).isEqualTo(201);
		assertThat(answer.json().propertyNames()).doesNotContain("display_name", "email");
	}

	@Test
	void aTakenExternalIdIsAConflictThatNamesTheUser() {
		String id = this.server.createUser("ann", "1");
		Answer answer = this.api.post("users", "{\"username\":\"bob\",\"external_user_id\":\"1\"}");
		assertThat(answer.status()).isEqualTo(409);
		assertThat(answer.text("/error/code")).isEqualTo("user_exists");
		assertThat(answer.text("/error/details/user_id")).isEqualTo(id);
		assertThat(answer.text("/error/message")).isNotBlank();
		assertThat(answer.text("/requestId")).startsWith("req_").isEqualTo(answer.header("X-Request-Id"));
	}

	@Test
	void usersArePagedInTheirOrder() {
		for (int i = 1; i <= 5; i++) {
			this.server.createUser("user " + i, "ext " + i);
		}
		JsonNode page = this.api.get("users?page=2&limit=2").json();
		assertThat(page.get("items")).extracting((user) -> user.get("username").stringValue())
			.containsExactly("user 3", "user 4");
		assertThat(page.get("page").intValue()).isEqualTo(2);
		assertThat(page.get("limit").intValue()).isEqualTo(2);
		assertThat(page.get("total").intValue()).isEqualTo(5);
		assertThat(page.get("totalPages").intValue()).isEqualTo(3);
		assertThat(this.api.get("users?page=2147483647&limit=100").json().get("items")).isEmpty();
	}

	@Test
	void anEmptyListHasNoPages() {
		JsonNode page = this.api.get("users").json();
		assertThat(page.get("items")).isEmpty();
		assertThat(page.get("limit").intValue()).isEqualTo(50);
		assertThat(page.get("totalPages").intValue()).isZero();
	}

	@Test
	void usersAreFilteredByExternalId() {
		this.server.createUser("ann", "a b/ä");
		this.server.createUser("bob", "2");
		JsonNode page = this.api.get("users?external_user_id=a%20b%2F%C3%A4").json();
		assertThat(page.get("items")).extracting((user) -> user.get("username").stringValue()).containsExactly("ann");
		assertThat(page.get("total").intValue()).isOne();
		assertThat(this.api.get("users?external_user_id=none").json().get("total").intValue()).isZero();
	}

	@Test
	void anUpdateChangesWhatItNames() {
		String id = this.server.createUser("ann", "1");
		Answer answer = this.api.patch("users/" + id, "{\"display_name\":\"Ann\",\"status\":\"away\"}");
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.text("/username")).isEqualTo("ann");
		assertThat(answer.text("/display_name")).isEqualTo("Ann");
		assertThat(answer.text("/status")).isEqualTo("away");
		assertThat(answer.text("/external_user_id")).isEqualTo("1");
		assertThat(Instant.parse(answer.text("/updated_at"))).isAfter(Instant.parse(answer.text("/created_at")));
		JsonNode cleared = this.api.patch("users/" + id, "{\"display_name\":null,\"username\":\"anna\"}").json();
		assertThat(cleared.has("display_name")).isFalse();
		assertThat(cleared.get("username").stringValue()).isEqualTo("anna");
	}

	@Test
	void aDeletedUserIsGoneAndItsExternalIdFree() {
		String id = this.server.createUser("ann", "1");
		Answer answer = this.api.delete("users/" + id);
		assertThat(answer.status()).isEqualTo(204);
		assertThat(answer.body()).isEmpty();
		assertThat(this.api.get("users/" + id).text("/error/code")).isEqualTo("user_not_found");
		assertThat(this.api.delete("users/" + id).status()).isEqualTo(404);
		assertThat(this.server.createUser("ann", "1")).isNotEqualTo(id);
	}

	@Test
	void idsInPathsArePercentDecodedAsOneSegment() {
		assertThat(this.api.get("users/a%2Fb%20c").text("/error/code")).isEqualTo("user_not_found");
		assertThat(this.api.get("users/a/b").text("/error/code")).isEqualTo("not_found");
	}

}
