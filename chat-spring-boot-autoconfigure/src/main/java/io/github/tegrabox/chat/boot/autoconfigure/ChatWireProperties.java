package io.github.tegrabox.chat.boot.autoconfigure;

import io.github.tegrabox.chat.wire.MessageOrder;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Configuration properties of the names of the wire.
 */
@ConfigurationProperties("chat.wire")
public class ChatWireProperties {

	/**
	 * Header that carries the API key.
	 */
	private String apiKeyHeader = "X-API-Key";

	/**
	 * Order in which the server lists the messages of a room, "newest-first" or
	 * "oldest-first".
	 */
	private MessageOrder messageOrder = MessageOrder.NEWEST_FIRST;

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
	 * Templates of paths.
	 */
	public static class Paths {

		/**
		 * Path that answers with the project of the API key.
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
		 * Name of the event that tells that the user is typing.
		 */
		private String startTyping = "start_typing";

		/**
		 * Name of the event that tells that the user stopped typing.
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
		 * Name of the event of a user who joined a room.
		 */
		private String userJoined = "user_joined";

		/**
		 * Name of the event of a user who left a room.
		 */
		private String userLeft = "user_left";

		/**
		 * Name of the event of a user who is typing.
		 */
		private String userTyping = "user_typing";

		/**
		 * Name of the event of a user who stopped typing.
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
