package io.github.tegrabox.chat.boot.autoconfigure;

import java.util.LinkedHashMap;
import java.util.Map;

import io.github.tegrabox.chat.wire.MessageOrder;
import io.github.tegrabox.chat.wire.NameStyle;
import io.github.tegrabox.chat.wire.RoomPayload;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Configuration properties of how the client speaks to the server.
 */
@ConfigurationProperties("chat.wire")
public class ChatWireProperties {

	/**
	 * Name of the header whose value is the API key alone. "credentials.api-key"
	 * overrides it.
	 */
	private String apiKeyHeader = "X-API-Key";

	/**
	 * Order in which the server lists the messages of a room, "newest-first" or
	 * "oldest-first".
	 */
	private MessageOrder messageOrder = MessageOrder.NEWEST_FIRST;

	/**
	 * Requests of single operations: method and path, such as "PUT
	 * /api/v2/members/{userId}" for "users-update". They override the paths of
	 * collections.
	 */
	private final Map<String, String> operations = new LinkedHashMap<>();

	/**
	 * Names of body fields that differ on the server, by operation and our name, such as
	 * "userId" for "rooms-join.user_id". With a name for "external_user_id", the user's
	 * external id is sent in place of the id. With a name for "auth-verify.token", the
	 * token is sent in the body.
	 */
	private final Map<String, Map<String, String>> bodies = new LinkedHashMap<>();

	/**
	 * Place of the project's id in requests: "path", "none", "header:X-Project-Id" or
	 * "query:project_id". Unless it is "path", the default paths do not contain the id.
	 */
	private String project = "path";

	/**
	 * Style of the field names that are sent over REST and over the socket, "snake_case"
	 * or "camelCase".
	 */
	private NameStyle names = NameStyle.SNAKE_CASE;

	/**
	 * Payload of socket events that only name a room: an "object" that contains the id,
	 * or the bare "id".
	 */
	private RoomPayload roomPayload = RoomPayload.OBJECT;

	/**
	 * Place of the JWT when the socket connects: "auth.token" or another name in the auth
	 * payload, "query.token", or "header.Authorization".
	 */
	private String socketAuth = "auth.token";

	/**
	 * Socket.IO namespace that the socket connects to.
	 */
	private String connectNamespace = "/";

	/**
	 * Number of the first page of a list, as the server counts, 1 or 0.
	 */
	private int firstPage = 1;

	private final Query query = new Query();

	private final Credentials credentials = new Credentials();

	private final Paths paths = new Paths();

	private final Emits emits = new Emits();

	private final Events events = new Events();

	public String getApiKeyHeader() {
		return this.apiKeyHeader;
	}

	public void setApiKeyHeader(String apiKeyHeader) {
		this.apiKeyHeader = apiKeyHeader;
	}

	public MessageOrder getMessageOrder() {
		return this.messageOrder;
	}

	public void setMessageOrder(MessageOrder messageOrder) {
		this.messageOrder = messageOrder;
	}

	public Map<String, String> getOperations() {
		return this.operations;
	}

	public Map<String, Map<String, String>> getBodies() {
		return this.bodies;
	}

	public String getProject() {
		return this.project;
	}

	public void setProject(String project) {
		this.project = project;
	}

	public NameStyle getNames() {
		return this.names;
	}

	public void setNames(NameStyle names) {
		this.names = names;
	}

	public RoomPayload getRoomPayload() {
		return this.roomPayload;
	}

	public void setRoomPayload(RoomPayload roomPayload) {
		this.roomPayload = roomPayload;
	}

	public String getSocketAuth() {
		return this.socketAuth;
	}

	public void setSocketAuth(String socketAuth) {
		this.socketAuth = socketAuth;
	}

	public String getConnectNamespace() {
		return this.connectNamespace;
	}

	public void setConnectNamespace(String connectNamespace) {
		this.connectNamespace = connectNamespace;
	}

	public int getFirstPage() {
		return this.firstPage;
	}

	public void setFirstPage(int firstPage) {
		this.firstPage = firstPage;
	}

	public Query getQuery() {
		return this.query;
	}

	public Credentials getCredentials() {
		return this.credentials;
	}

	public Paths getPaths() {
		return this.paths;
	}

	public Emits getEmits() {
		return this.emits;
	}

	public Events getEvents() {
		return this.events;
	}

	/**
	 * Forms of credentials.
	 */
	public static class Credentials {

		/**
		 * Header that carries the API key, such as "X-API-Key: {key}" or "Authorization:
		 * Bearer {key}". Defaults to the header of "api-key-header".
		 */
		private @Nullable String apiKey;

		/**
		 * Header that carries a JWT.
		 */
		private String jwt = "Authorization: Bearer {token}";

		public @Nullable String getApiKey() {
			return this.apiKey;
		}

		public void setApiKey(@Nullable String apiKey) {
			this.apiKey = apiKey;
		}

		public String getJwt() {
			return this.jwt;
		}

		public void setJwt(String jwt) {
			this.jwt = jwt;
		}

	}

	/**
	 * Names of query parameters.
	 */
	public static class Query {

		/**
		 * Name of the query parameter with the number of a page.
		 */
		private String page = "page";

		/**
		 * Name of the query parameter with the number of items on a page.
		 */
		private String limit = "limit";

		/**
		 * Name of the query parameter with the cursor of a page that has no number.
		 */
		private String cursor = "cursor";

		public String getPage() {
			return this.page;
		}

		public void setPage(String page) {
			this.page = page;
		}

		public String getLimit() {
			return this.limit;
		}

		public void setLimit(String limit) {
			this.limit = limit;
		}

		public String getCursor() {
			return this.cursor;
		}

		public void setCursor(String cursor) {
			this.cursor = cursor;
		}

	}

	/**
	 * Templates of paths.
	 */
	public static class Paths {

		/**
		 * Path that returns the project of the API key.
		 */
		private String project = "/api/projects/current";

		/**
		 * Path of the users of a project.
		 */
		private String users = "/api/projects/{projectId}/users";

		/**
		 * Path of the rooms of a project.
		 */
		private String rooms = "/api/projects/{projectId}/rooms";

		/**
		 * Path of the messages of a room.
		 */
		private String messages = "/api/projects/{projectId}/rooms/{roomId}/messages";

		/**
		 * Path that verifies a token.
		 */
		private String verify = "/api/auth/verify";

		public String getProject() {
			return this.project;
		}

		public void setProject(String project) {
			this.project = project;
		}

		public String getUsers() {
			return this.users;
		}

		public void setUsers(String users) {
			this.users = users;
		}

		public String getRooms() {
			return this.rooms;
		}

		public void setRooms(String rooms) {
			this.rooms = rooms;
		}

		public String getMessages() {
			return this.messages;
		}

		public void setMessages(String messages) {
			this.messages = messages;
		}

		public String getVerify() {
			return this.verify;
		}

		public void setVerify(String verify) {
			this.verify = verify;
		}

	}

	/**
	 * Names of the events sent to the server.
	 */
	public static class Emits {

		/**
		 * Name of the event that joins a room.
		 */
		private String joinRoom = "join_room";

		/**
		 * Name of the event that leaves a room.
		 */
		private String leaveRoom = "leave_room";

		/**
		 * Name of the event that sends a message.
		 */
		private String sendMessage = "send_message";

		/**
		 * Name of the event that says that the user is typing.
		 */
		private String startTyping = "start_typing";

		/**
		 * Name of the event that says that the user stopped typing.
		 */
		private String stopTyping = "stop_typing";

		public String getJoinRoom() {
			return this.joinRoom;
		}

		public void setJoinRoom(String joinRoom) {
			this.joinRoom = joinRoom;
		}

		public String getLeaveRoom() {
			return this.leaveRoom;
		}

		public void setLeaveRoom(String leaveRoom) {
			this.leaveRoom = leaveRoom;
		}

		public String getSendMessage() {
			return this.sendMessage;
		}

		public void setSendMessage(String sendMessage) {
			this.sendMessage = sendMessage;
		}

		public String getStartTyping() {
			return this.startTyping;
		}

		public void setStartTyping(String startTyping) {
			this.startTyping = startTyping;
		}

		public String getStopTyping() {
			return this.stopTyping;
		}

		public void setStopTyping(String stopTyping) {
			this.stopTyping = stopTyping;
		}

	}

	/**
	 * Names of the events received from the server.
	 */
	public static class Events {

		/**
		 * Name of the event that carries a message.
		 */
		private String message = "message";

		/**
		 * Name of the event that reports a user who joined a room.
		 */
		private String userJoined = "user_joined";

		/**
		 * Name of the event that reports a user who left a room.
		 */
		private String userLeft = "user_left";

		/**
		 * Name of the event that reports a user who is typing.
		 */
		private String userTyping = "user_typing";

		/**
		 * Name of the event that reports a user who stopped typing.
		 */
		private String userStoppedTyping = "user_stopped_typing";

		/**
		 * Name of the event that reports an error.
		 */
		private String error = "error";

		public String getMessage() {
			return this.message;
		}

		public void setMessage(String message) {
			this.message = message;
		}

		public String getUserJoined() {
			return this.userJoined;
		}

		public void setUserJoined(String userJoined) {
			this.userJoined = userJoined;
		}

		public String getUserLeft() {
			return this.userLeft;
		}

		public void setUserLeft(String userLeft) {
			this.userLeft = userLeft;
		}

		public String getUserTyping() {
			return this.userTyping;
		}

		public void setUserTyping(String userTyping) {
			this.userTyping = userTyping;
		}

		public String getUserStoppedTyping() {
			return this.userStoppedTyping;
		}

		public void setUserStoppedTyping(String userStoppedTyping) {
			this.userStoppedTyping = userStoppedTyping;
		}

		public String getError() {
			return this.error;
		}

		public void setError(String error) {
			this.error = error;
		}

	}

}
