package io.github.tegrabox.chat.doctor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.tegrabox.chat.doctor.RawSocket.Login;
import io.github.tegrabox.chat.doctor.RawSocket.Place;
import io.github.tegrabox.chat.internal.wire.CredentialForm;
import io.github.tegrabox.chat.internal.wire.SocketAuth;
import io.github.tegrabox.chat.wire.WireSettings;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Finds which namespace to enter, and where the socket shows its token.
 */
final class LoginProbe {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	/**
	 * The time in which a server that lets everybody in sends strangers away again.
	 */
	private static final Duration STRANGERS = Duration.ofMillis(400);

	private static final List<String> NAMESPACES = List.of("/", "/chat", "/ws", "/socket", "/api", "/messages",
			"/realtime", "/rooms");

	private static final List<String> NAMES = List.of("token", "jwt", "accessToken", "access_token", "authToken",
			"auth_token", "jwtToken", "jwt_token", "bearer", "authorization", "Authorization", "userToken",
			"user_token", "chatToken", "chat_token", "sessionToken", "session_token", "apiToken", "credential",
			"credentials", "idToken", "id_token", "auth", "key", "t");

	private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z_-]{1,30}");

	private final Http http;

	private final Pace pace;

	private final Dialect dialect;

	private final Findings findings;

	private Place place;

	private final Set<String> names = new LinkedHashSet<>();

	private final List<String> tried = new ArrayList<>();

	LoginProbe(Http http, Pace pace, Place place, Dialect dialect, Findings findings) {
		this.http = http;
		this.place = place;
		this.pace = pace;
		this.dialect = dialect;
		this.findings = findings;
		SocketAuth configured = SocketAuth.parse(dialect.wire().socketAuth());
		if (configured.place() == SocketAuth.Place.AUTH) {
			this.names.add(configured.name());
		}
		this.names.addAll(NAMES);
	}

	RawSocket open(Login login) {
		return RawSocket.open(this.http.client(), this.pace, this.place, login, PATIENCE);
	}

	/**
	 * What has to be waited for a while longer, where requests carry what a WebSocket
	 * would.
	 */
	Duration patience(Duration usual) {
		return this.place.polling() ? usual.multipliedBy(4) : usual;
	}

	/**
	 * Finds the way in.
	 * @return makes the login of a token; {@code null} if there is no way in
	 */
	@Nullable String run(String jwt) {
		String open = null;
		for (String namespace : namespaces()) {
			Entry all = enter(everything(namespace, jwt));
			if (all.reason().startsWith("no WebSocket")) {
				all = poll(namespace, jwt, all.reason());
			}
			this.tried.add(namespace + " with the token everywhere → " + all.reason());
			if (!all.isIn()) {
				if (all.reason().contains("no long polling")) {
					break;
				}
				hints(all.reason());
				continue;
			}
			Entry stranger = enter(new Login(namespace, Map.of(), Map.of(), Map.of()));
			if (stranger.isIn()) {
				this.tried.add(namespace + " without a token → let in too, so that nothing is there");
				open = (open != null) ? open : namespace;
				continue;
			}
			hints(stranger.reason());
			String found = narrow(namespace, jwt, stranger);
			if (found != null) {
				return found;
			}
		}
		if (open != null) {
			found(open, this.dialect.wire().socketAuth(), "everybody is let in, with a token or without");
			return this.dialect.wire().socketAuth();
		}
		this.findings.missing("credential of the socket", String.join("; ", this.tried));
		return null;
	}

	private Entry poll(String namespace, String jwt, String refusal) {
		this.place = this.place.byPolling();
		Entry entry = enter(everything(namespace, jwt));
		if (entry.reason().startsWith("no long polling")) {
			return new Entry(false, refusal + "; " + entry.reason(), "");
		}
		this.dialect.polling();
		this.findings.works("transport", "polling", refusal + "; long polling is answered");
		return entry;
	}

	private Set<String> namespaces() {
		Set<String> all = new LinkedHashSet<>();
		all.add(this.dialect.wire().connectNamespace());
		all.addAll(NAMESPACES);
		return all;
	}

	/**
	 * The refusal may name what is missing.
	 */
	private void hints(String reason) {
		Matcher matcher = WORD.matcher(reason);
		while (matcher.find()) {
			this.names.add(matcher.group());
		}
	}

	private Login everything(String namespace, String jwt) {
		// Not all of them in the address, which servers bound.
		Map<String, String> query = each(this.names.stream().limit(6).toList(), jwt);
		return new Login(namespace, each(this.names, jwt), query,
				login(namespace, "header.Authorization", jwt).headers());
	}

	private static Map<String, String> each(Collection<String> names, String jwt) {
		Map<String, String> values = new LinkedHashMap<>();
		names.forEach((name) -> values.put(name, jwt));
		return values;
	}

	private Login login(String namespace, String place, String jwt) {
		return login(this.dialect.wire().mutate().socketAuth(place).connectNamespace(namespace).build(), jwt);
	}

	static Login login(WireSettings wire, String jwt) {
		SocketAuth auth = SocketAuth.parse(wire.socketAuth());
		CredentialForm rest = CredentialForm.ofToken(wire.jwt());
		String name = auth.name();
		return switch (auth.place()) {
			case AUTH -> new Login(wire.connectNamespace(), Map.of(name, jwt), Map.of(), Map.of());
			case QUERY -> new Login(wire.connectNamespace(), Map.of(), Map.of(name, jwt), Map.of());
			case HEADER -> new Login(wire.connectNamespace(), Map.of(), Map.of(),
					Map.of(name, name.equalsIgnoreCase(rest.header()) ? rest.value(jwt) : jwt));
		};
	}

	private @Nullable String narrow(String namespace, String jwt, Entry stranger) {
		List<String> places = new ArrayList<>();
		places.add(this.dialect.wire().socketAuth());
		places.add("auth.token");
		places.add("query.token");
		places.add("header.Authorization");
		List<String> auth = new ArrayList<>(this.names);
		if (isInWith(namespace, auth, jwt)) {
			// The first half that does, again and again: few attempts for many names.
			while (auth.size() > 1) {
				List<String> half = auth.subList(0, auth.size() / 2);
				auth = isInWith(namespace, half, jwt) ? half : auth.subList(half.size(), auth.size());
			}
			places.add(0, "auth." + auth.get(0));
		}
		this.names.forEach((name) -> places.add("query." + name));
		places.add("header.X-Auth-Token");
		places.add("header.X-Access-Token");
		for (String place : new LinkedHashSet<>(places)) {
			Entry entry = enter(login(namespace, place, jwt));
			if (entry.isIn()) {
				found(namespace, place, "let in; without a token: " + stranger.reason() + ". " + entry.handshake());
				return place;
			}
			this.tried.add(namespace + " with " + place + " → " + entry.reason());
		}
		return null;
	}

	private boolean isInWith(String namespace, List<String> names, String jwt) {
		return enter(new Login(namespace, each(names, jwt), Map.of(), Map.of())).isIn();
	}

	private void found(String namespace, String place, String evidence) {
		this.dialect.wire(this.dialect.wire().mutate().socketAuth(place).connectNamespace(namespace).build());
		this.findings.works("credential of the socket", place + ", namespace " + namespace, evidence);
	}

	private Entry enter(Login login) {
		try (RawSocket socket = open(login)) {
			boolean in = socket.isConnected();
			if (in) {
				socket.barrier(patience(STRANGERS));
				in = socket.isConnected();
			}
			return new Entry(in, in ? "let in" : socket.reason(), figures(socket.handshake()));
		}
	}

	private static String figures(String handshake) {
		try {
			var json = Answer.MAPPER.readTree(handshake);
			return "A ping each " + json.path("pingInterval").asInt(0) + " ms, answered within "
					+ json.path("pingTimeout").asInt(0) + " ms";
		}
		catch (JacksonException ex) {
			return "";
		}
	}

	/**
	 * What came of an attempt.
	 */
	private record Entry(boolean isIn, String reason, String handshake) {

	}

}
