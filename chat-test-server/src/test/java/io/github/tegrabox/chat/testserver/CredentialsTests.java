package io.github.tegrabox.chat.testserver;

import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.github.tegrabox.chat.testserver.RestCalls.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Who may call what, and the life of tokens.
 */
class CredentialsTests {

	private static final String VERIFY = "/api/auth/verify";

	private ChatTestServer server;

	private RestCalls api;

	private String ann;

	@BeforeEach
	void start() {
		this.server = ChatTestServer.builder().apiKey("the-key").build().start();
		this.api = RestCalls.withKey(this.server);
		this.ann = this.server.createUser("ann", "1");
	}

	@AfterEach
	void stop() {
		this.server.close();
	}

	@ParameterizedTest
	@CsvSource({ "GET, /api/projects/current, key", "POST, users, key", "GET, users, key", "GET, users/x, key",
			"PATCH, users/x, key", "DELETE, users/x, key", "POST, users/x/token, key", "DELETE, users/x/token, key",
			"POST, rooms, key", "PATCH, rooms/x, key", "DELETE, rooms/x, key", "POST, rooms/x/messages, key",
			"DELETE, rooms/x/messages/y, key", "GET, rooms, either", "GET, rooms/x, either",
			"POST, rooms/x/join, either", "POST, rooms/x/leave, either", "GET, rooms/x/messages, either",
			"GET, /api/auth/verify, token" })
	void eachOperationTakesItsCredentialOnly(String method, String path, String takes) {
		Answer none = RestCalls.with(this.server).call(method, path, null);
		Answer wrongKey = RestCalls.with(this.server, "X-API-Key", "the-kez").call(method, path, null);
		Answer wrongToken = RestCalls.withToken(this.server, "x.y.z").call(method, path, null);
		Answer noBearer = RestCalls.with(this.server, "Authorization", "Basic eDp5").call(method, path, null);
		assertThat(List.of(none, wrongKey, wrongToken, noBearer)).allSatisfy((answer) -> {
			assertThat(answer.status()).isEqualTo(401);
			assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
			assertThat(answer.text("/error/code")).isIn("api_key_missing", "token_missing", "credentials_missing",
					"api_key_invalid", "token_invalid");
		});
		String token = this.server.issueToken(this.ann);
		Answer withKey = this.api.call(method, path, null);
		Answer withToken = RestCalls.withToken(this.server, token).call(method, path, null);
		assertThat(withKey.status()).matches((status) -> (status == 403) == takes.equals("token"));
		assertThat(withToken.status()).matches((status) -> (status == 403) == takes.equals("key"));
		Answer both = RestCalls.with(this.server, "X-API-Key", "the-key", "Authorization", "Bearer " + token)
			.call(method, path, null);
		assertThat(both.status()).isEqualTo(400);
		assertThat(both.text("/error/code")).isEqualTo("two_credentials");
	}

	@Test
	void aKeyIsRotated() {
		this.server.acceptApiKey("the-next");
		RestCalls next = RestCalls.with(this.server, "X-API-Key", "the-next");
		assertThat(this.api.get("users").status()).isEqualTo(200);
		assertThat(next.call("GET", "users", null).status()).isEqualTo(200);
		this.server.revokeApiKey("the-key");
		assertThat(this.api.get("users").text("/error/code")).isEqualTo("api_key_invalid");
		assertThat(next.call("GET", "users", null).status()).isEqualTo(200);
		assertThatIllegalArgumentException().isThrownBy(() -> this.server.revokeApiKey("the-key"));
		assertThatIllegalArgumentException().isThrownBy(() -> this.server.acceptApiKey(" "));
		this.server.reset();
		assertThat(this.api.get("users").status()).isEqualTo(200);
		assertThat(next.call("GET", "users", null).status()).isEqualTo(401);
	}

	@Test
	void anotherProjectIsNotFound() {
		assertThat(this.api.get("/api/projects/prj_other/users").text("/error/code")).isEqualTo("project_not_found");
		assertThat(RestCalls.withToken(this.server, this.server.issueToken(this.ann))
			.get("/api/projects/prj_other/rooms")
			.status()).isEqualTo(404);
	}

	@Test
	void aTokenIsASignedJwtWithTheClaims() throws ParseException {
		Answer answer = this.api.post("users/" + this.ann + "/token", "{\"expires_in\":90}");
		assertThat(answer.status()).isEqualTo(200);
		SignedJWT jwt = SignedJWT.parse(answer.text("/token"));
		assertThat(jwt.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.HS256);
		JWTClaimsSet claims = jwt.getJWTClaimsSet();
		assertThat(claims.getSubject()).isEqualTo(this.ann);
		assertThat(claims.getStringClaim("project_id")).isEqualTo(this.server.projectId());
		Duration life = Duration.between(claims.getIssueTime().toInstant(), claims.getExpirationTime().toInstant());
		assertThat(life).isBetween(Duration.ofSeconds(90), Duration.ofSeconds(91));
		assertThat(answer.text("/user_id")).isEqualTo(this.ann);
		assertThat(Instant.parse(answer.text("/expires_at"))).isEqualTo(claims.getExpirationTime().toInstant());
	}

	@Test
	void aGoodTokenIsVerified() {
		Answer token = this.api.post("users/" + this.ann + "/token", null);
		Answer answer = RestCalls.withToken(this.server, token.text("/token")).get(VERIFY);
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.json().get("valid").booleanValue()).isTrue();
		assertThat(answer.text("/user/userId")).isEqualTo(this.ann);
		assertThat(answer.text("/user/projectId")).isEqualTo(this.server.projectId());
		assertThat(answer.text("/user/username")).isEqualTo("ann");
		assertThat(answer.text("/user/externalUserId")).isEqualTo("1");
		assertThat(answer.text("/expiresAt")).isEqualTo(token.text("/expires_at"));
	}

	@Test
	void anExpiredTokenIsRefused() {
		String token = this.server.issueToken(this.ann);
		this.server.clockSkew(Duration.ofMinutes(59));
		assertThat(verify(token).status()).isEqualTo(200);
		this.server.clockSkew(Duration.ofMinutes(61));
		assertThat(verify(token).text("/error/code")).isEqualTo("token_expired");
		this.server.clockSkew(Duration.ZERO);
		this.server.tokenTtl(Duration.ZERO);
		Answer answer = verify(this.server.issueToken(this.ann));
		assertThat(answer.status()).isEqualTo(401);
		assertThat(answer.text("/error/code")).isEqualTo("token_expired");
	}

	@Test
	void theLifeOfTokensIsLimited() {
		this.server.tokenTtl(Duration.ofMinutes(2));
		Answer answer = this.api.post("users/" + this.ann + "/token", "{\"expires_in\":3600}");
		assertThat(Instant.parse(answer.text("/expires_at"))).isBefore(Instant.now().plusSeconds(122));
		Answer shorter = this.api.post("users/" + this.ann + "/token", "{\"expires_in\":60}");
		assertThat(Instant.parse(shorter.text("/expires_at"))).isBefore(Instant.now().plusSeconds(62));
	}

	@Test
	void revokingHitsAllTokensBeforeAndNoneAfter() {
		String first = this.server.issueToken(this.ann);
		String second = this.server.issueToken(this.ann);
		String others = this.server.issueToken(this.server.createUser("bob", "2"));
		assertThat(this.api.delete("users/" + this.ann + "/token").status()).isEqualTo(204);
		String after = this.server.issueToken(this.ann);
		assertThat(verify(first).text("/error/code")).isEqualTo("token_revoked");
		assertThat(verify(second).text("/error/code")).isEqualTo("token_revoked");
		assertThat(verify(after).status()).isEqualTo(200);
		assertThat(verify(others).status()).isEqualTo(200);
	}

	@Test
	void theTokensOfADeletedUserAreRevoked() {
		String token = this.server.issueToken(this.ann);
		this.api.delete("users/" + this.ann);
		assertThat(verify(token).text("/error/code")).isEqualTo("token_revoked");
	}

	@Test
	void aForgedTokenIsRefused() throws JOSEException, ParseException {
		String token = this.server.issueToken(this.ann);
		String[] parts = token.split("\\.", -1);
		String unsigned = base64("{\"alg\":\"none\"}") + "." + parts[1] + ".";
		String otherPayload = parts[0] + "." + base64("{\"sub\":\"usr_x\",\"exp\":99999999999}") + "." + parts[2];
		SignedJWT otherSecret = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256),
				SignedJWT.parse(token).getJWTClaimsSet());
		otherSecret.sign(new MACSigner(new byte[32]));
		SignedJWT otherAlgorithm = new SignedJWT(new JWSHeader(JWSAlgorithm.HS512),
				SignedJWT.parse(token).getJWTClaimsSet());
		otherAlgorithm.sign(new MACSigner(new byte[64]));
		try (ChatTestServer other = ChatTestServer.start()) {
			String foreign = other.issueToken(other.createUser("ann", "1"));
			assertThat(List.of(unsigned, otherPayload, otherSecret.serialize(), otherAlgorithm.serialize(), foreign,
					parts[0] + "." + parts[1] + ".", token + "x", "x", "..", "a.b.c"))
				.allSatisfy((forged) -> {
					assertThat(verify(forged).status()).isEqualTo(401);
					assertThat(verify(forged).text("/error/code")).isEqualTo("token_invalid");
				});
		}
	}

	private Answer verify(String token) {
		return RestCalls.withToken(this.server, token).get(VERIFY);
	}

	private static String base64(String json) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
	}

}
