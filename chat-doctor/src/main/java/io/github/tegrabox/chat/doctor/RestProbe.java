package io.github.tegrabox.chat.doctor;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.tegrabox.chat.internal.json.BodyReader;
import io.github.tegrabox.chat.internal.json.EntityReader;
import io.github.tegrabox.chat.internal.json.Page;
import io.github.tegrabox.chat.internal.json.PageReader;
import io.github.tegrabox.chat.internal.wire.CredentialForm;
import io.github.tegrabox.chat.internal.wire.ProjectPlacement;
import io.github.tegrabox.chat.model.ChatUser;
import io.github.tegrabox.chat.model.PaginationParams;
import io.github.tegrabox.chat.wire.MessageOrder;
import io.github.tegrabox.chat.wire.NameStyle;
import io.github.tegrabox.chat.wire.WireOperation;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What both the reading and the writing part need: requests in the dialect as far as it
 * is known.
 */
class RestProbe {

	static final PaginationParams PAGE = PaginationParams.of(1, 20);

	/** What the client takes for a list. */
	private static final List<String> LISTS = List.of("items", "data", "users", "rooms", "messages");

	private static final Pattern VARIABLE = Pattern.compile("\\{([a-zA-Z]+)}");

	final Http http;

	final Dialect dialect;

	final Findings findings;

	final Secrets secrets;

	final OpenApi openApi;

	private final String key;

	RestProbe(Http http, Dialect dialect, Findings findings, Secrets secrets, OpenApi openApi, String key) {
		this.http = http;
		this.dialect = dialect;
		this.findings = findings;
		this.secrets = secrets;
		this.openApi = openApi;
		this.key = key;
	}

	/**
	 * Reads something with the API key in some forms at once.
	 */
	Answer get(String target, List<CredentialForm> forms, Map<String, String> more) {
		Map<String, String> headers = new LinkedHashMap<>(more);
		forms.forEach((form) -> headers.put(form.header(), form.value(this.key)));
		return this.http.send("GET", target, headers, null);
	}

	/**
	 * Sends a request as the dialect has it.
	 */
	Answer ask(String request, Map<String, String> ids, @Nullable Map<String, Object> body, @Nullable String jwt) {
		return ask(request, ids, body, credential(jwt), "");
	}

	Answer ask(String request, Map<String, String> ids, @Nullable Map<String, Object> body, Map<String, String> headers,
			String query) {
		String method = request.substring(0, request.indexOf(' '));
		StringBuilder target = new StringBuilder(fill(request.substring(method.length() + 1), ids)).append(query);
		ProjectPlacement project = ProjectPlacement.parse(this.dialect.wire().project());
		String projectId = this.dialect.projectId();
		Map<String, String> all = new LinkedHashMap<>(headers);
		if (projectId != null && project.place() == ProjectPlacement.Place.HEADER) {
			all.put(project.name(), projectId);
		}
		if (projectId != null && project.place() == ProjectPlacement.Place.QUERY) {
			target.append((target.indexOf("?") < 0) ? '?' : '&').append(project.name()).append('=').append(projectId);
		}
		return this.http.send(method, target.toString(), all, (body != null) ? json(body) : null);
	}

	/**
	 * Sends a request that names no project, as the client verifies tokens.
	 */
	Answer askOfNoProject(String request, @Nullable Map<String, Object> body, @Nullable String jwt) {
		String method = request.substring(0, request.indexOf(' '));
		return this.http.send(method, fill(request.substring(method.length() + 1), Map.of()), credential(jwt),
				(body != null) ? json(body) : null);
	}

	private Map<String, String> credential(@Nullable String jwt) {
		CredentialForm form = (jwt != null) ? CredentialForm.ofToken(this.dialect.wire().jwt()) : this.dialect.apiKey();
		return Map.of(form.header(), form.value((jwt != null) ? jwt : this.key));
	}

	private static String json(Map<String, Object> body) {
		ObjectNode node = Answer.MAPPER.createObjectNode();
		body.forEach((name, value) -> node.put(name, value.toString()));
		return node.toString();
	}

	private String fill(String template, Map<String, String> ids) {
		Matcher matcher = VARIABLE.matcher(template);
		return matcher.replaceAll((match) -> {
			String value = match.group(1).equals("projectId") ? this.dialect.projectId() : ids.get(match.group(1));
			return Matcher
				.quoteReplacement(URLEncoder.encode(Objects.requireNonNullElse(value, ""), StandardCharsets.UTF_8)
					.replace("+", "%20"));
		});
	}

	/**
	 * Tries requests for an operation, one after the other, until the client could read
	 * an answer.
	 */
	<T> @Nullable T first(WireOperation operation, List<Attempt> attempts, @Nullable BodyReader<T> reader,
			Map<String, String> ids, @Nullable String jwt) {
		List<Answer> tried = new ArrayList<>();
		Set<String> absent = new LinkedHashSet<>();
		for (Attempt attempt : attempts) {
			if (absent.contains(attempt.request())) {
				continue;
			}
			Answer answer = ask(attempt.request(), ids, attempt.body(), jwt);
			tried.add((reader != null) ? answer.explained(reader) : answer);
			boolean fits = (reader != null) ? answer.read(reader) != null : answer.isOk();
			if (fits) {
				attempt.fits(this.dialect, operation, answer);
				this.findings.works(operation.id(), attempt.describe(), answer.evidence(this.secrets));
				return (reader != null) ? answer.read(reader) : null;
			}
			if (answer.status() == 405) {
				absent.add(attempt.request());
			}
		}
		this.findings.missing(operation.id(), tried);
		return null;
	}

	/**
	 * Finds how pages are counted, with the users: the first page is the one that comes
	 * when none is asked for.
	 */
	void pages() {
		Answer any = users("");
		Page<ChatUser> first = any.read(page(EntityReader.USER));
		if (first == null || first.response().items().isEmpty()) {
			this.findings.untried("pages", "there are no users");
			return;
		}
		Answer ours = users(numbered(1));
		int number = isSame(first, ours) ? 1 : 0;
		Answer start = (number == 1) ? ours : users(numbered(0));
		if (!isSame(first, start)) {
			this.findings.missing("pages", "neither of these is the page that comes without a number: "
					+ ours.evidence(this.secrets) + "; " + start.evidence(this.secrets));
			return;
		}
		this.dialect.wire(this.dialect.wire().mutate().firstPage(number).build());
		Page<ChatUser> part = users(numbered(number) + one()).read(page(EntityReader.USER));
		Page<ChatUser> shown = (part != null) ? part : first;
		boolean more = shown.more() || first.response().items().size() > shown.response().items().size()
				|| (shown.counted() && shown.response().total() > shown.response().items().size());
		Answer second = more ? users(numbered(number + 1) + one()) : start;
		if (!more || !isSame(shown, second)) {
			this.findings.works("pages", "from " + number, start.evidence(this.secrets));
		}
		else if (shown.next() != null) {
			this.findings.works("pages", "by cursor, as listAll follows it", second.evidence(this.secrets));
		}
		else {
			this.findings.missing("pages", "the server has more, but shows one page whatever number is asked for: "
					+ second.evidence(this.secrets));
		}
	}

	/** The smallest page there is, so that there may be two. */
	private String one() {
		return '&' + this.dialect.wire().query().limit() + "=1";
	}

	private Answer users(String query) {
		return ask(this.dialect.request(WireOperation.USERS_LIST), Map.of(), null, credential(null), query);
	}

	private String numbered(int page) {
		return '?' + this.dialect.wire().query().page() + '=' + page;
	}

	private static boolean isSame(Page<ChatUser> page, Answer answer) {
		Page<ChatUser> other = answer.read(page(EntityReader.USER));
		return other != null && !Collections.disjoint(ids(page), ids(other));
	}

	private static List<String> ids(Page<ChatUser> page) {
		return page.response().items().stream().map(ChatUser::id).toList();
	}

	static <T> PageReader<T> page(EntityReader<T> items) {
		return new PageReader<>(items, PAGE);
	}

	/**
	 * Whether an answer is a page, whatever is on it.
	 */
	static boolean isPage(Answer answer) {
		if (!answer.isOk()) {
			return false;
		}
		JsonNode json = answer.json();
		return json.isArray() || hasList(json) || hasList(json.path("data"));
	}

	private static boolean hasList(JsonNode json) {
		return LISTS.stream().anyMatch((name) -> json.path(name).isArray());
	}

	void foundOrder(boolean newestFirst, String evidence) {
		MessageOrder order = newestFirst ? MessageOrder.NEWEST_FIRST : MessageOrder.OLDEST_FIRST;
		this.dialect.wire(this.dialect.wire().mutate().messageOrder(order).build());
		this.findings.works("order of the history", newestFirst ? "newest-first" : "oldest-first", evidence);
	}

	NameStyle otherStyle() {
		return (this.dialect.names() == NameStyle.SNAKE_CASE) ? NameStyle.CAMEL_CASE : NameStyle.SNAKE_CASE;
	}

}
