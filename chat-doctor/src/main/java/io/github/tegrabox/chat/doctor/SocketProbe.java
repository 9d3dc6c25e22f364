package io.github.tegrabox.chat.doctor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import io.github.tegrabox.chat.doctor.RawSocket.Heard;
import io.github.tegrabox.chat.model.ChatUser;
import io.github.tegrabox.chat.wire.NameStyle;
import io.github.tegrabox.chat.wire.RoomPayload;
import io.github.tegrabox.chat.wire.WireSettings.Emits;
import io.github.tegrabox.chat.wire.WireSettings.Events;
import org.jspecify.annotations.Nullable;

/**
 * Finds how the socket speaks. One user does something, another one hears of it: so
 * events are known by who did what. What a name does is known by its effect.
 */
final class SocketProbe {

	private static final Duration PATIENCE = Duration.ofSeconds(4);

	private final LoginProbe logins;

	private final Dialect dialect;

	private final Findings findings;

	private final WriteProbe rest;

	private final String roomId;

	private final Secrets secrets;

	private Emits emits;

	private Events events;

	private NameStyle names;

	private Payload payload = Payload.BOTH;

	/** How long it takes at most until something is heard that is on its way. */
	private final Duration grace;

	private final Set<String> known = new HashSet<>();

	private int said;

	private @Nullable RawSocket observer;

	SocketProbe(LoginProbe logins, Dialect dialect, Findings findings, WriteProbe rest, String roomId,
			Secrets secrets) {
		this.logins = logins;
		this.dialect = dialect;
		this.findings = findings;
		this.rest = rest;
		this.roomId = roomId;
		this.secrets = secrets;
		this.emits = dialect.wire().emits();
		this.events = dialect.wire().events();
		this.names = dialect.names();
		this.grace = logins.patience(Duration.ofMillis(250));
	}

	void run() {
		if (!join()) {
			List.of("leave", "send", "typing", "events")
				.forEach((what) -> this.findings.untried("socket: " + what, "no name was found that joins a room"));
			return;
		}
		try (RawSocket a = joined(user(0)); RawSocket b = open(user(1))) {
			this.observer = a;
			identify(a, b);
		}
		this.dialect.wire(this.dialect.wire()
			.mutate()
			.emits(this.emits)
			.events(this.events)
			.roomPayload(this.payload.isBare() ? RoomPayload.ID : RoomPayload.OBJECT)
			.build());
	}

	private ChatUser user(int index) {
		return this.rest.users().get(index);
	}

	private RawSocket open(ChatUser user) {
		return this.logins
			.open(LoginProbe.login(this.dialect.wire(), Objects.requireNonNullElse(this.rest.token(user), "")));
	}

	private RawSocket joined(ChatUser user) {
		RawSocket socket = open(user);
		socket.emit(this.emits.joinRoom(), room(), true);
		socket.barrier(this.grace);
		return socket;
	}

	private Object room() {
		return this.payload.isBare() ? this.roomId : Map.of(this.names.of("room_id"), this.roomId);
	}

	private Object anyRoom() {
		return switch (this.payload) {
			case BOTH -> Map.of("room_id", this.roomId, "roomId", this.roomId);
			case BARE -> this.roomId;
			case SNAKE_CASE -> Map.of("room_id", this.roomId);
			case CAMEL_CASE -> Map.of("roomId", this.roomId);
		};
	}

	/**
	 * The common names with the configured one first, and then the others.
	 */
	private static List<List<String>> order(String first, List<List<String>> names) {
		List<String> common = new ArrayList<>();
		common.add(first);
		names.get(0).stream().filter((name) -> !name.equals(first)).forEach(common::add);
		return List.of(common, names.get(1));
	}

	// Joining: who has joined hears what is said

	private boolean join() {
		List<String> heard = new ArrayList<>();
		int emitted = 0;
		for (List<String> candidates : order(this.emits.joinRoom(), Names.JOIN)) {
			for (Payload tried : Payload.values()) {
				this.payload = tried;
				Trial trial = hears(candidates, anyRoom());
				if (trial.message() != null) {
					return joinsBy(candidates, trial);
				}
				trial.others().forEach((event) -> heard.add(event.name() + ' ' + event.payload()));
			}
			emitted += candidates.size();
		}
		this.payload = Payload.BOTH;
		this.findings.missing("socket: join",
				"emitted " + emitted + " names with the id in an object and bare, such as " + Names.JOIN.get(0)
						+ "; said something over REST each time; heard "
						+ (heard.isEmpty() ? "nothing" : this.secrets.excerpt(String.join(", ", heard))));
		return false;
	}

	private boolean joinsBy(List<String> candidates, Trial trial) {
		Heard message = Objects.requireNonNull(trial.message());
		String name = narrow(trial.acked().isEmpty() ? candidates : trial.acked(),
				(some) -> hears(some, anyRoom()).message() != null);
		if (name == null) {
			name = narrow(candidates, (some) -> hears(some, anyRoom()).message() != null);
		}
		if (name == null) {
			this.findings.missing("socket: join", "all names together join, but none of them alone");
			return false;
		}
		if (!this.payload.isBare() && !isStyleFound(name)) {
			this.findings.missing("socket: join", name + " needs both room_id and roomId");
			return false;
		}
		this.emits = new Emits(name, this.emits.leaveRoom(), this.emits.sendMessage(), this.emits.startTyping(),
				this.emits.stopTyping());
		this.findings.works("socket: join", name + ' ' + form(), "heard '" + message.name() + "' after it"
				+ (trial.acked().isEmpty() ? "; nothing is acknowledged" : "; acknowledged"));
		event("message", message, "a message created over REST came as '" + message.name() + '\'');
		return true;
	}

	/**
	 * Finds which style the names of the socket have, that of REST first.
	 */
	private boolean isStyleFound(String join) {
		for (NameStyle style : List.of(this.names, other(this.names))) {
			this.names = style;
			if (hears(List.of(join), room()).message() != null) {
				if (style != this.dialect.names()) {
					this.dialect.socketNames(style);
				}
				return true;
			}
		}
		return false;
	}

	private static NameStyle other(NameStyle style) {
		return (style == NameStyle.SNAKE_CASE) ? NameStyle.CAMEL_CASE : NameStyle.SNAKE_CASE;
	}

	private String form() {
		return this.payload.isBare() ? "<id>" : '{' + this.names.of("room_id") + '}';
	}

	/**
	 * Connects a user who has not joined, emits, has something said, and listens.
	 */
	private Trial hears(List<String> emitted, Object payload) {
		try (RawSocket socket = open(user(1))) {
			List<Integer> ids = new ArrayList<>();
			emitted.forEach((name) -> ids.add(socket.emit(name, payload, true)));
			socket.barrier(this.grace);
			int mark = socket.mark();
			String content = this.rest.say();
			socket.barrier(Duration.ZERO);
			Heard message = (content != null) ? message(socket, mark, content) : null;
			List<String> acked = new ArrayList<>();
			for (int i = 0; i < ids.size(); i++) {
				if (socket.ack(ids.get(i)) != null) {
					acked.add(emitted.get(i));
				}
			}
			return new Trial(message, acked, socket.since(0));
		}
	}

	/**
	 * What carries a message: of several events that tell of it, the one that the client
	 * could read.
	 */
	private @Nullable Heard message(RawSocket socket, int mark, String content) {
		Heard first = socket.await(mark, (event) -> event.tells(content), this.grace);
		if (first == null || first.isMessage()) {
			return first;
		}
		Heard better = socket.await(mark, (event) -> event.tells(content) && event.isMessage(), this.grace);
		return (better != null) ? better : first;
	}

	/**
	 * The first of some names that works alone, found by halves.
	 */
	private static @Nullable String narrow(List<String> names, Predicate<List<String>> works) {
		List<String> rest = names;
		while (rest.size() > 1) {
			List<String> half = rest.subList(0, (rest.size() + 1) / 2);
			rest = works.test(half) ? half : rest.subList(half.size(), rest.size());
		}
		return (rest.size() == 1 && works.test(rest)) ? rest.get(0) : null;
	}

	// Everything else: one acts, the other one listens

	private void identify(RawSocket a, RawSocket b) {
		joinEvent(a, b);
		sends(a, b);
		List<String> starts = typing(a, b, "user-typing", order(this.emits.startTyping(), Names.START));
		List<String> stops = starts.isEmpty() ? List.of()
				: typing(a, b, "user-stopped-typing", order(this.emits.stopTyping(), Names.STOP));
		errors(b);
		List<String> leaves = leaves(a, b);
		if (!starts.isEmpty()) {
			narrowTyping("start", starts, this.events.userTyping(), stops);
		}
		if (!stops.isEmpty()) {
			narrowTyping("stop", stops, this.events.userStoppedTyping(), starts);
		}
		if (!leaves.isEmpty()) {
			narrowLeave(a, leaves);
		}
	}

	private void joinEvent(RawSocket a, RawSocket b) {
		Heard event = heardOf(a, b, user(1), () -> b.emit(this.emits.joinRoom(), room(), true));
		if (event == null) {
			// That one has joined before: somebody who has not may be news.
			try (RawSocket c = open(user(2))) {
				event = heardOf(a, c, user(2), () -> c.emit(this.emits.joinRoom(), room(), true));
				settle(a);
			}
			settle(a);
		}
		report("user-joined", event, a, "joined");
	}

	private void settle(RawSocket a) {
		a.barrier(this.grace.multipliedBy(2));
	}

	/**
	 * What the observer hears of a user who does something: an event of no name known so
	 * far.
	 */
	private @Nullable Heard heardOf(RawSocket a, RawSocket b, ChatUser actor, Runnable act) {
		settle(a);
		int mark = a.mark();
		act.run();
		b.barrier(Duration.ZERO);
		Heard event = a.await(mark, (heard) -> isNews(heard, actor), this.grace.multipliedBy(3));
		if (event != null) {
			// The best of all that came, should there be more of them.
			settle(a);
			return a.since(mark)
				.stream()
				.filter((heard) -> isNews(heard, actor))
				.filter((heard) -> heard.tells(this.roomId))
				.findFirst()
				.orElse(event);
		}
		return null;
	}

	private boolean isNews(Heard heard, ChatUser actor) {
		return !this.known.contains(heard.name()) && isAbout(heard, actor);
	}

	private static boolean isAbout(Heard heard, ChatUser user) {
		return heard.tells(user.id()) || heard.tells(user.externalUserId()) || heard.tells(user.username());
	}

	private void report(String event, @Nullable Heard heard, RawSocket a, String deed) {
		if (heard == null) {
			this.findings.missing("event: " + event,
					"somebody " + deed + ", and the others in the room heard nothing new" + names(a.since(0)));
			return;
		}
		event(event, heard, "somebody " + deed + ", and the others in the room heard '" + heard.name() + "' "
				+ this.secrets.excerpt(heard.payload().toString()));
	}

	private static String names(List<Heard> heard) {
		return heard.isEmpty() ? "" : "; so far they heard "
				+ heard.stream().map(Heard::name).distinct().limit(10).collect(Collectors.joining(", "));
	}

	private void event(String event, Heard heard, String evidence) {
		String name = heard.name();
		Events e = this.events;
		this.known.add(name);
		Map<String, String> all = new LinkedHashMap<>();
		all.put("message", e.message());
		all.put("user-joined", e.userJoined());
		all.put("user-left", e.userLeft());
		all.put("user-typing", e.userTyping());
		all.put("user-stopped-typing", e.userStoppedTyping());
		all.put("error", e.error());
		// A default that this server gives to something else is nobody's any more.
		all.replaceAll((other, given) -> (!other.equals(event) && given.equals(name)) ? "unknown_" + other : given);
		all.put(event, name);
		this.events = new Events(value(all, "message"), value(all, "user-joined"), value(all, "user-left"),
				value(all, "user-typing"), value(all, "user-stopped-typing"), value(all, "error"));
		if (heard.isReadable(this.events)) {
			this.findings.works("event: " + event, name, evidence);
		}
		else {
			this.findings.missing("event: " + event, evidence + ", but the client cannot read what it carries: "
					+ this.secrets.excerpt(heard.payload().toString()));
		}
	}

	private static String value(Map<String, String> all, String name) {
		return Objects.requireNonNull(all.get(name));
	}

	// Sending: each name says something else

	private void sends(RawSocket a, RawSocket b) {
		int emitted = 0;
		for (List<String> candidates : order(this.emits.sendMessage(), Names.SEND)) {
			if (sends(a, b, candidates, this.names)) {
				return;
			}
			// Where a join has no names, it did not tell their style.
			if (this.payload.isBare() && sends(a, b, candidates, other(this.names))) {
				this.names = other(this.names);
				this.dialect.socketNames(this.names);
				return;
			}
			emitted += candidates.size();
		}
		this.findings.missing("socket: send", "emitted " + emitted + " names with {" + this.names.of("room_id")
				+ ", content}, such as " + Names.SEND.get(0) + "; the others in the room heard nothing of it");
	}

	private boolean sends(RawSocket a, RawSocket b, List<String> candidates, NameStyle style) {
		int mark = a.mark();
		int own = b.mark();
		Map<String, String> contents = new LinkedHashMap<>();
		Map<String, Integer> acks = new LinkedHashMap<>();
		for (String name : candidates) {
			String content = this.rest.mark() + " socket " + this.said++;
			contents.put(content, name);
			acks.put(name, b.emit(name, Map.of(style.of("room_id"), this.roomId, "content", content), true));
		}
		b.barrier(Duration.ZERO);
		if (a.await(mark, (event) -> contents.keySet().stream().anyMatch(event::tells),
				this.grace.multipliedBy(4)) == null) {
			return false;
		}
		settle(a);
		for (Map.Entry<String, String> entry : contents.entrySet()) {
			Heard heard = message(a, mark, entry.getKey());
			if (heard != null) {
				String form = entry.getValue() + " {" + style.of("room_id") + ", content}";
				sendsBy(entry.getValue(), form, entry.getKey(), Objects.requireNonNull(acks.get(entry.getValue())), b,
						own, heard);
				return true;
			}
		}
		return false;
	}

	private void sendsBy(String name, String form, String content, int ack, RawSocket b, int own, Heard heard) {
		this.emits = new Emits(this.emits.joinRoom(), this.emits.leaveRoom(), name, this.emits.startTyping(),
				this.emits.stopTyping());
		String acknowledged = (b.ack(ack) != null)
				? "acknowledged with " + this.secrets.excerpt(String.valueOf(b.ack(ack))) : "not acknowledged";
		this.findings.works("socket: send", form, "the others heard '" + heard.name() + "'; " + acknowledged);
		boolean back = b.since(own).stream().anyMatch((event) -> event.tells(content));
		this.findings.works("own messages", back ? "come back" : "do not come back",
				back ? "the sender heard its own message" : "the sender did not hear its own message");
		if (!heard.name().equals(this.events.message())) {
			this.findings.missing("event: message",
					"a message comes as '" + this.events.message() + "' if it was created over REST, as '"
							+ heard.name() + "' if a socket sent it: only one can be set");
		}
	}

	// Typing

	/**
	 * Finds the event of one who types or stops typing.
	 * @return the names among which there is one that does it; none if nothing was heard
	 */
	private List<String> typing(RawSocket a, RawSocket b, String event, List<List<String>> tiers) {
		boolean begins = event.equals("user-typing");
		for (List<String> candidates : tiers) {
			Heard heard = heardOf(a, b, user(1), () -> candidates.forEach((name) -> b.emit(name, anyRoom(), true)));
			if (heard != null) {
				report(event, heard, a, begins ? "began to type" : "stopped typing");
				return candidates;
			}
		}
		report(event, null, a, begins ? "began to type" : "stopped typing");
		this.findings.missing("socket: " + (begins ? "start" : "stop") + " typing",
				"emitted " + (tiers.get(0).size() + tiers.get(1).size()) + " names, such as " + tiers.get(0)
						+ "; nobody heard of it");
		return List.of();
	}

	private void narrowTyping(String what, List<String> candidates, String event, List<String> opposite) {
		RawSocket a = Objects.requireNonNull(this.observer);
		String found = narrow(candidates, (some) -> {
			try (RawSocket b = joined(user(1))) {
				// The state before must be the other one.
				opposite.forEach((name) -> b.emit(name, anyRoom(), true));
				b.barrier(this.grace);
				settle(a);
				int mark = a.mark();
				some.forEach((name) -> b.emit(name, room(), true));
				b.barrier(Duration.ZERO);
				return a.await(mark, (heard) -> heard.name().equals(event) && isAbout(heard, user(1)),
						this.grace.multipliedBy(2)) != null;
			}
		});
		if (found == null) {
			this.findings.missing("socket: " + what + " typing", "all names together do it, but none of them alone");
			return;
		}
		this.emits = what.equals("start")
				? new Emits(this.emits.joinRoom(), this.emits.leaveRoom(), this.emits.sendMessage(), found,
						this.emits.stopTyping())
				: new Emits(this.emits.joinRoom(), this.emits.leaveRoom(), this.emits.sendMessage(),
						this.emits.startTyping(), found);
		this.findings.works("socket: " + what + " typing", found + ' ' + form(), "the others heard '" + event + '\'');
	}

	// Leaving: who has left hears nothing any more

	private List<String> leaves(RawSocket a, RawSocket b) {
		List<List<String>> tiers = order(this.emits.leaveRoom(), Names.LEAVE);
		for (List<String> candidates : tiers) {
			Heard heard = heardOf(a, b, user(1), () -> candidates.forEach((name) -> b.emit(name, anyRoom(), true)));
			if (isDeaf(a, b)) {
				report("user-left", heard, a, "left");
				return candidates;
			}
		}
		report("user-left", null, a, "left");
		this.findings.missing("socket: leave", "emitted " + (tiers.get(0).size() + tiers.get(1).size())
				+ " names, such as " + tiers.get(0) + "; what was said in the room was heard all the same");
		return List.of();
	}

	private void narrowLeave(RawSocket a, List<String> candidates) {
		String found = narrow(candidates, (some) -> {
			try (RawSocket b = joined(user(1))) {
				some.forEach((name) -> b.emit(name, room(), true));
				b.barrier(this.grace);
				return isDeaf(a, b);
			}
		});
		if (found == null) {
			this.findings.missing("socket: leave", "all names together leave, but none of them alone");
			return;
		}
		this.emits = new Emits(this.emits.joinRoom(), found, this.emits.sendMessage(), this.emits.startTyping(),
				this.emits.stopTyping());
		this.findings.works("socket: leave", found + ' ' + form(), "nothing that was said was heard after it");
	}

	/**
	 * Whether one does not hear what another one hears.
	 */
	private boolean isDeaf(RawSocket a, RawSocket b) {
		int mark = a.mark();
		int own = b.mark();
		String content = this.rest.say();
		if (content == null || a.await(mark, (event) -> event.tells(content), PATIENCE) == null) {
			return false;
		}
		b.barrier(this.grace);
		return b.since(own).stream().noneMatch((event) -> event.tells(content));
	}

	// Errors: what cannot be done, without asking for an acknowledgement

	private void errors(RawSocket b) {
		int mark = b.mark();
		String nowhere = this.rest.mark() + "-nowhere";
		Object room = this.payload.isBare() ? nowhere : Map.of(this.names.of("room_id"), nowhere);
		b.emit(this.emits.joinRoom(), room, false);
		b.emit(this.emits.sendMessage(), Map.of(this.names.of("room_id"), nowhere, "content", this.rest.mark()), false);
		b.barrier(this.grace.multipliedBy(2));
		Heard heard = b.since(mark)
			.stream()
			.filter((event) -> !this.known.contains(event.name()))
			.findFirst()
			.orElse(null);
		if (heard == null) {
			this.findings.untried("event: error", "a room that does not exist was joined, and no event told of it");
			return;
		}
		event("error", heard, "a room that does not exist was joined: '" + heard.name() + "' "
				+ this.secrets.excerpt(heard.payload().toString()));
	}

	/**
	 * What is sent to say which room is meant.
	 */
	private enum Payload {

		/** The id under the names of both styles, which is quickest. */
		BOTH,

		/** The id alone. */
		BARE,

		/** For servers that refuse what they do not know. */
		SNAKE_CASE,

		/** For servers that refuse what they do not know. */
		CAMEL_CASE;

		private boolean isBare() {
			return this == BARE;
		}

	}

	/**
	 * What came of emitting some names.
	 */
	private record Trial(@Nullable Heard message, List<String> acked, List<Heard> others) {

	}

}
