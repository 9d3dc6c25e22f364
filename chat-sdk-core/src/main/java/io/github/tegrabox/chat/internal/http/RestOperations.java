package io.github.tegrabox.chat.internal.http;

import java.util.List;

import io.github.tegrabox.chat.internal.json.Page;
import io.github.tegrabox.chat.internal.net.Blocking;
import io.github.tegrabox.chat.internal.net.UserAgent;
import io.github.tegrabox.chat.model.Message;
import io.github.tegrabox.chat.model.PaginatedResponse;
import io.github.tegrabox.chat.model.PaginationParams;
import io.github.tegrabox.chat.rest.AuthApi;
import io.github.tegrabox.chat.rest.CallOptions;
import io.github.tegrabox.chat.rest.MessagesApi;
import io.github.tegrabox.chat.rest.ReactiveAuthApi;
import io.github.tegrabox.chat.rest.ReactiveMessagesApi;
import io.github.tegrabox.chat.rest.ReactiveRoomsApi;
import io.github.tegrabox.chat.rest.ReactiveUsersApi;
import io.github.tegrabox.chat.rest.RoomsApi;
import io.github.tegrabox.chat.rest.UsersApi;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * All REST operations, reactive and blocking. It has no threads or connections of its
 * own.
 */
public final class RestOperations {

	private final WebClient webClient;

	private final RestSettings settings;

	private final RestExchange exchange;

	private final DefaultReactiveUsersApi reactiveUsers;

	private final DefaultReactiveRoomsApi reactiveRooms;

	private final DefaultReactiveMessagesApi reactiveMessages;

	private final ReactiveAuthApi reactiveAuth;

	private final UsersApi users;

	private final RoomsApi rooms;

	private final MessagesApi messages;

	private final AuthApi auth;

	/**
	 * Creates the operations.
	 * @param webClientBuilder the builder of the WebClient, which is cloned
	 * @param settings the settings
	 */
	public RestOperations(WebClient.Builder webClientBuilder, RestSettings settings) {
		this(webClient(webClientBuilder), settings);
	}

	private RestOperations(WebClient webClient, RestSettings settings) {
		this.webClient = webClient;
		this.settings = settings;
		this.exchange = new RestExchange(webClient, settings);
		this.reactiveUsers = new DefaultReactiveUsersApi(this.exchange, settings.wire());
		this.reactiveRooms = new DefaultReactiveRoomsApi(this.exchange, settings.wire());
		this.reactiveMessages = new DefaultReactiveMessagesApi(this.exchange, settings.wire());
		this.reactiveAuth = new DefaultReactiveAuthApi(this.exchange);
		this.users = new DefaultUsersApi(this.reactiveUsers);
		this.rooms = new DefaultRoomsApi(this.reactiveRooms);
		this.messages = new DefaultMessagesApi(this.reactiveMessages);
		this.auth = new DefaultAuthApi(this.reactiveAuth);
	}

	private static WebClient webClient(WebClient.Builder webClientBuilder) {
		return webClientBuilder.clone().defaultHeaders((headers) -> {
			headers.setAccept(List.of(MediaType.APPLICATION_JSON));
			headers.set(HttpHeaders.USER_AGENT, UserAgent.VALUE);
			headers.set(HttpHeaders.ACCEPT_ENCODING, "identity");
		})
			.filter(new OperationFilter())
			// The request details that would be logged include headers and bodies.
			.codecs((codecs) -> codecs.defaultCodecs().enableLoggingRequestDetails(false))
			.build();
	}

	/**
	 * Returns the same operations with other options, on the same connections.
	 * @param options the options
	 * @return the operations
	 */
	public RestOperations with(CallOptions options) {
		return new RestOperations(this.webClient, this.settings.with(options));
	}

	/**
	 * Returns the reactive operations on users.
	 * @return the operations
	 */
	public ReactiveUsersApi reactiveUsers() {
		return this.reactiveUsers;
	}

	/**
	 * Returns the reactive operations on rooms.
	 * @return the operations
	 */
	public ReactiveRoomsApi reactiveRooms() {
		return this.reactiveRooms;
	}

	/**
	 * Returns the reactive operations on messages.
	 * @return the operations
	 */
	public ReactiveMessagesApi reactiveMessages() {
		return this.reactiveMessages;
	}

	/**
	 * Returns a page of a room's messages, on the way through all of them. A page whose
	 * limit the server does not tell counts as full.
	 * @param roomId the id of the room
	 * @param pagination the number of the page
	 * @return the page
	 */
	public Mono<PaginatedResponse<Message>> history(String roomId, PaginationParams pagination) {
		return this.reactiveMessages.all(roomId).pageOfAll(new PageCall(pagination, null)).map(Page::response);
	}

	/**
	 * Returns the reactive operations on tokens.
	 * @return the operations
	 */
	public ReactiveAuthApi reactiveAuth() {
		return this.reactiveAuth;
	}

	/**
	 * Returns the blocking operations on users.
	 * @return the operations
	 */
	public UsersApi users() {
		return this.users;
	}

	/**
	 * Returns the blocking operations on rooms.
	 * @return the operations
	 */
	public RoomsApi rooms() {
		return this.rooms;
	}

	/**
	 * Returns the blocking operations on messages.
	 * @return the operations
	 */
	public MessagesApi messages() {
		return this.messages;
	}

	/**
	 * Returns the blocking operations on tokens.
	 * @return the operations
	 */
	public AuthApi auth() {
		return this.auth;
	}

	/**
	 * Returns the id of the project, which is looked up once.
	 * @return the id, looked up on subscription
	 */
	public Mono<String> reactiveProjectId() {
		return this.exchange.projectId();
	}

	/**
	 * Returns the id of the project, which is looked up once, and waits for it.
	 * @return the id
	 */
	public String projectId() {
		return Blocking.read(this.exchange.projectId());
	}

}
