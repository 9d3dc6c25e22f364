package io.github.tegrabox.chat.doctor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.github.tegrabox.chat.internal.json.EntityReader;
import io.github.tegrabox.chat.internal.json.Page;
import io.github.tegrabox.chat.model.AuthInfo;
import io.github.tegrabox.chat.model.ChatUser;
import io.github.tegrabox.chat.model.Message;
import io.github.tegrabox.chat.model.Room;
import io.github.tegrabox.chat.model.TokenResponse;
import io.github.tegrabox.chat.wire.NameStyle;
import io.github.tegrabox.chat.wire.WireOperation;
import org.jspecify.annotations.Nullable;

/**
 * Finds how things are written: creates users, a room and messages of its own, and
 * removes what can be removed.
 */
final class WriteProbe extends RestProbe {

	private final String mark = "chat-doctor-" + UUID.randomUUID().toString().substring(0, 8);

	private final List<ChatUser> users = new ArrayList<>();

	private final Map<String, String> tokens = new LinkedHashMap<>();

	private @Nullable Room room;

	private int said;

	private @Nullable Message lastMessage;

	WriteProbe(Http http, Dialect dialect, Findings findings, Secrets secrets, OpenApi openApi, String key) {
		super(http, dialect, findings, secrets, openApi, key);
	}

	String mark() {
		return this.mark;
	}

	List<ChatUser> users() {
		return this.users;
	}

	@Nullable Room room() {
		return this.room;
	}

	@Nullable String token(ChatUser user) {
		return this.tokens.get(user.id());
	}

	void run() {
		createUser("a");
		if (!this.users.isEmpty()) {
			createUser("b");
			createUser("c");
		}
		if (this.users.size() < 3) {
			this.findings.untried("cleaning", "what is named " + this.mark + "… may be left behind");
			return;
		}
		ChatUser first = this.users.get(0);
		Map<String, String> id = Map.of("userId", first.id());
		String user = user();
		if (!this.dialect.has(WireOperation.USERS_GET)) {
			first(WireOperation.USERS_GET, List.of(Attempt.of("GET " + user)), EntityReader.USER, id, null);
		}
		pages();
		update(id);
		generateToken();
		verify(first);
		createRoom(first);
	}

	private String user() {
		return this.dialect.base() + "/users/{userId}";
	}

	private String roomPath() {
		return this.dialect.request(WireOperation.ROOMS_LIST).substring("GET ".length()) + "/{roomId}";
	}

	private void createUser(String name) {
		Map<String, Object> fields = new LinkedHashMap<>();
		fields.put("username", this.mark + '-' + name);
		fields.put("external_user_id", this.mark + '-' + name);
		fields.put("display_name", "Chat doctor");
		String request = "POST " + this.dialect.base() + "/users";
		NameStyle usual = this.dialect.names();
		if (!this.users.isEmpty()) {
			ChatUser user = ask(request, Map.of(), Attempt.of(request, fields, usual, usual).body(), null)
				.read(EntityReader.USER);
			if (user != null) {
				this.users.add(user);
			}
			return;
		}
		List<Attempt> attempts = List.of(Attempt.of(request, fields, usual, usual),
				Attempt.of(request, fields, otherStyle(), usual).deciding(otherStyle()));
		ChatUser user = first(WireOperation.USERS_CREATE, attempts, EntityReader.USER, Map.of(), null);
		if (user != null) {
			this.users.add(user);
			if (!user.externalUserId().equals(fields.get("external_user_id"))) {
				this.findings.missing("names", "the server did not keep the external id that was sent: it answered '"
						+ user.externalUserId() + '\'');
			}
		}
	}

	private void update(Map<String, String> id) {
		List<Attempt> attempts = new ArrayList<>();
		for (String method : List.of("PATCH ", "PUT ", "POST ")) {
			styles(attempts, method + user(), Map.of("display_name", "Chat doctor's"));
		}
		first(WireOperation.USERS_UPDATE, attempts, EntityReader.USER, id, null);
	}

	/**
	 * Both styles of the names, that of the dialect first.
	 */
	private void styles(List<Attempt> attempts, String request, Map<String, Object> fields) {
		NameStyle usual = this.dialect.names();
		attempts.add(Attempt.of(request, fields, usual, usual));
		attempts.add(Attempt.of(request, fields, otherStyle(), usual));
	}

	/**
	 * All ways to say which user is meant in a body.
	 */
	private void aboutUser(List<Attempt> attempts, String request, Map<String, Object> more, ChatUser user) {
		NameStyle usual = this.dialect.names();
		for (NameStyle style : List.of(usual, otherStyle())) {
			attempts.add(Attempt.of(request, with(more, "user_id", user.id()), style, usual));
		}
		for (NameStyle style : List.of(usual, otherStyle())) {
			attempts.add(named(request, more, "external_user_id", style.of("external_user_id"), user.externalUserId()));
		}
		for (String name : List.of(usual.of("external_user_id"), usual.of("member_id"), "user", "id",
				usual.of("external_id"))) {
			attempts.add(named(request, more, "user_id", name, user.id()));
		}
		attempts.add(named(request, more, "external_user_id", usual.of("external_id"), user.externalUserId()));
	}

	private Attempt named(String request, Map<String, Object> more, String field, String name, String value) {
		Map<String, Object> body = new LinkedHashMap<>();
		more.forEach((other, given) -> body.put(this.dialect.names().of(other), given));
		body.put(name, value);
		return new Attempt(request, body, Map.of(field, name), null);
	}

	private static Map<String, Object> with(Map<String, Object> fields, String name, Object value) {
		Map<String, Object> all = new LinkedHashMap<>(fields);
		all.put(name, value);
		return all;
	}

	private void generateToken() {
		ChatUser first = this.users.get(0);
		List<Attempt> attempts = new ArrayList<>();
		for (String hint : this.openApi.requests("POST .*users/\\{[^}]*}/[^/]*[tT]oken[^/]*", "userId")) {
			if (!hint.contains("evoke")) {
				attempts.add(new Attempt(ours(hint), Map.of(), Map.of(), null));
			}
		}
		for (String end : List.of("/token", "/tokens", "/generate-token", "/generateToken", "/token/generate",
				"/auth-token", "/jwt")) {
			attempts.add(new Attempt("POST " + user() + end, Map.of(), Map.of(), null));
		}
		for (String base : bases()) {
			for (String path : List.of("/auth/token", "/tokens", "/token", "/auth/tokens")) {
				aboutUser(attempts, "POST " + base + path, Map.of(), first);
			}
		}
		TokenResponse token = first(WireOperation.USERS_GENERATE_TOKEN, attempts, EntityReader.TOKEN,
				Map.of("userId", first.id()), null);
		if (token != null) {
			keep(first, token);
			this.users.subList(1, this.users.size()).forEach(this::issue);
		}
	}

	private String ours(String hint) {
		return hint.replaceFirst("/projects/\\{[^}]*}", "/projects/{projectId}");
	}

	private List<String> bases() {
		return this.dialect.base().equals(this.dialect.prefix()) ? List.of(this.dialect.base())
				: List.of(this.dialect.prefix(), this.dialect.base());
	}

	/**
	 * Issues a token in the form that was found.
	 */
	private void issue(ChatUser user) {
		String request = this.dialect.request(WireOperation.USERS_GENERATE_TOKEN);
		TokenResponse token = ask(request, Map.of("userId", user.id()), body(WireOperation.USERS_GENERATE_TOKEN, user),
				null)
			.read(EntityReader.TOKEN);
		if (token != null) {
			keep(user, token);
		}
	}

	/**
	 * The body that says which user is meant, unless the path does.
	 */
	private Map<String, Object> body(WireOperation operation, ChatUser user) {
		if (this.dialect.request(operation).contains("{userId}")) {
			return Map.of();
		}
		var settings = this.dialect.settings();
		return settings.isFieldNamed(operation, "external_user_id")
				? Map.of(settings.fieldName(operation, "external_user_id"), user.externalUserId())
				: Map.of(settings.fieldName(operation, "user_id"), user.id());
	}

	private void keep(ChatUser user, TokenResponse token) {
		this.secrets.add(token.token());
		this.tokens.put(user.id(), token.token());
	}

	private void verify(ChatUser user) {
		String jwt = token(user);
		if (jwt == null) {
			this.findings.untried("auth-verify", "there is no token");
			return;
		}
		List<Answer> tried = new ArrayList<>();
		for (String base : bases()) {
			for (String path : List.of("/auth/verify", "/auth/me", "/auth/verify-token", "/auth/token/verify",
					"/users/me", "/me", "/auth/introspect")) {
				if (verifies("GET " + base + path, null, jwt, user, tried)
						|| verifies("POST " + base + path, null, jwt, user, tried)
						|| verifiesInBody("POST " + base + path, jwt, user, tried)) {
					return;
				}
			}
		}
		this.findings.missing("auth-verify", tried);
	}

	private boolean verifiesInBody(String request, String jwt, ChatUser user, List<Answer> tried) {
		return !tried.get(tried.size() - 1).isAbsent() && List.of("token", "jwt", "access_token", "accessToken")
			.stream()
			.anyMatch((name) -> verifies(request, name, jwt, user, tried));
	}

	private boolean verifies(String request, @Nullable String field, String jwt, ChatUser user, List<Answer> tried) {
		Answer answer = askOfNoProject(request, (field != null) ? Map.of(field, jwt) : null,
				(field != null) ? null : jwt);
		tried.add(answer);
		AuthInfo info = answer.read(EntityReader.AUTH);
		if (info == null || !info.user().userId().equals(user.id())) {
			return false;
		}
		this.dialect.request(WireOperation.AUTH_VERIFY, request, answer);
		if (field != null) {
			this.dialect.body(WireOperation.AUTH_VERIFY, "token", field);
		}
		this.findings.works("auth-verify", request + ((field != null) ? " {" + field + '}' : ""),
				answer.evidence(this.secrets));
		return true;
	}

	private void createRoom(ChatUser creator) {
		if (!this.dialect.has(WireOperation.ROOMS_LIST)) {
			this.findings.untried("rooms-create", "the rooms were not found");
			return;
		}
		String request = "POST " + this.dialect.request(WireOperation.ROOMS_LIST).substring("GET ".length());
		Map<String, Object> fields = new LinkedHashMap<>();
		fields.put("name", this.mark);
		fields.put("created_by", creator.id());
		List<Attempt> attempts = new ArrayList<>();
		styles(attempts, request, fields);
		attempts.add(named(request, Map.of("name", this.mark), "external_user_id",
				this.dialect.names().of("created_by"), creator.externalUserId()));
		Room created = first(WireOperation.ROOMS_CREATE, attempts, EntityReader.ROOM, Map.of(), null);
		this.room = created;
		if (created == null) {
			return;
		}
		Map<String, String> ids = Map.of("roomId", created.id());
		if (!this.dialect.has(WireOperation.ROOMS_GET)) {
			first(WireOperation.ROOMS_GET, List.of(Attempt.of("GET " + roomPath())), EntityReader.ROOM, ids, null);
		}
		members(created);
		messages(created, creator);
	}

	private void members(Room created) {
		ChatUser member = this.users.get(2);
		List<Attempt> joins = new ArrayList<>();
		for (String end : List.of("/join", "/members", "/participants", "/users")) {
			aboutUser(joins, "POST " + roomPath() + end, Map.of(), member);
			joins.add(Attempt.of("PUT " + roomPath() + end + "/{userId}"));
		}
		Map<String, String> ids = Map.of("roomId", created.id(), "userId", member.id());
		first(WireOperation.ROOMS_JOIN, joins, null, ids, null);
		List<Attempt> leaves = new ArrayList<>();
		aboutUser(leaves, "POST " + roomPath() + "/leave", Map.of(), member);
		leaves.add(Attempt.of("DELETE " + roomPath() + "/members/{userId}"));
		leaves.add(Attempt.of("DELETE " + roomPath() + "/participants/{userId}"));
		leaves.add(Attempt.of("DELETE " + roomPath() + "/users/{userId}"));
		first(WireOperation.ROOMS_LEAVE, leaves, null, ids, null);
	}

	private void messages(Room created, ChatUser author) {
		Map<String, String> ids = Map.of("roomId", created.id());
		String request = "POST " + roomPath() + "/messages";
		List<Attempt> attempts = new ArrayList<>();
		aboutUser(attempts, request, Map.of("content", this.mark + " first"), author);
		this.lastMessage = first(WireOperation.MESSAGES_CREATE, attempts, EntityReader.messageOf(created.id()), ids,
				null);
		String second = say();
		Page<Message> page = first(WireOperation.MESSAGES_LIST, List.of(Attempt.of("GET " + roomPath() + "/messages")),
				page(EntityReader.messageOf(created.id())), ids, null);
		if (page == null || second == null || page.response().items().size() < 2) {
			this.findings.untried("order of the history", "there is no history of two messages");
			return;
		}
		boolean newestFirst = page.response().items().get(0).content().equals(second);
		foundOrder(newestFirst, "of two messages, the " + (newestFirst ? "second" : "first") + " stands first");
	}

	/**
	 * Creates a message over REST, in the form that was found.
	 * @return its content; {@code null} if that cannot be done
	 */
	@Nullable String say() {
		Room where = this.room;
		if (where == null || !this.dialect.has(WireOperation.MESSAGES_CREATE)) {
			return null;
		}
		String content = this.mark + " rest " + this.said++;
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("content", content);
		body.putAll(body(WireOperation.MESSAGES_CREATE, this.users.get(0)));
		Answer answer = ask(this.dialect.request(WireOperation.MESSAGES_CREATE), Map.of("roomId", where.id()), body,
				null);
		return answer.isOk() ? content : null;
	}

	/**
	 * What comes last, since it ends what the socket needs: revoking, and the cleaning.
	 */
	void end() {
		if (this.users.isEmpty()) {
			return;
		}
		ChatUser victim = this.users.get(this.users.size() - 1);
		if (token(victim) != null) {
			List<Attempt> attempts = new ArrayList<>();
			for (String end : List.of("DELETE /token", "POST /revoke-token", "POST /revoke", "DELETE /tokens",
					"POST /revokeToken", "POST /revoke-tokens", "POST /revokeTokens", "POST /token/revoke",
					"POST /tokens/revoke")) {
				attempts.add(Attempt.of(end.replace(" ", ' ' + user())));
			}
			for (String base : bases()) {
				aboutUser(attempts, "POST " + base + "/auth/revoke", Map.of(), victim);
			}
			first(WireOperation.USERS_REVOKE_TOKEN, attempts, null, Map.of("userId", victim.id()), null);
		}
		comingSoon();
		List<Attempt> deletes = List.of(Attempt.of("DELETE " + user()));
		first(WireOperation.USERS_DELETE, deletes, null, Map.of("userId", victim.id()), null);
		if (this.dialect.has(WireOperation.USERS_DELETE)) {
			this.users.subList(0, this.users.size() - 1)
				.forEach((user) -> ask(this.dialect.request(WireOperation.USERS_DELETE), Map.of("userId", user.id()),
						null, null));
		}
	}

	/**
	 * Operations that the API announces, but refuses with 501 so far.
	 */
	private void comingSoon() {
		Room where = this.room;
		if (where == null) {
			return;
		}
		Map<String, String> ids = new LinkedHashMap<>(Map.of("roomId", where.id()));
		announced(WireOperation.ROOMS_UPDATE, List.of("PATCH " + roomPath(), "PUT " + roomPath()), ids,
				Map.of("name", this.mark));
		if (this.lastMessage != null) {
			ids.put("messageId", this.lastMessage.id());
			announced(WireOperation.MESSAGES_DELETE, List.of("DELETE " + roomPath() + "/messages/{messageId}"), ids,
					null);
		}
		announced(WireOperation.ROOMS_DELETE, List.of("DELETE " + roomPath()), ids, null);
	}

	private void announced(WireOperation operation, List<String> requests, Map<String, String> ids,
			@Nullable Map<String, Object> body) {
		for (String request : requests) {
			Answer answer = ask(request, ids, body, null);
			if (answer.isOk() || answer.status() == 501) {
				this.dialect.request(operation, request, answer);
				this.findings.works(operation.id(), request, answer.evidence(this.secrets));
				return;
			}
		}
		this.findings.untried(operation.id(),
				"the API has it as coming soon, and here it is not at " + String.join(" or ", requests));
	}

}
