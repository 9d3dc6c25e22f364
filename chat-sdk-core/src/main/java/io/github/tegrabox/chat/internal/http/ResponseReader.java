package io.github.tegrabox.chat.internal.http;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import io.github.tegrabox.chat.error.ApiError;
import io.github.tegrabox.chat.error.ChatApiException;
import io.github.tegrabox.chat.error.ChatDecodingException;
import io.github.tegrabox.chat.internal.auth.Secret;
import io.github.tegrabox.chat.internal.json.BodyReader;
import io.github.tegrabox.chat.internal.json.ErrorBody;
import io.github.tegrabox.chat.internal.json.ErrorReader;
import io.github.tegrabox.chat.internal.json.FirstContact;
import io.github.tegrabox.chat.internal.net.RetryAfter;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.ReactiveHttpInputMessage;
import org.springframework.web.reactive.function.BodyExtractor;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClientRequestException;

/**
 * Reader of responses: an entity, or the error that the status means.
 */
final class ResponseReader {

	/**
	 * For comparison: a page of 100 messages of 4000 characters, each written as two
	 * {@code \\uXXXX}, has 4.8 MB.
	 */
	static final int MAX_BODY = 8 * 1024 * 1024;

	private static final int MAX_ERROR_BODY = 64 * 1024;

	private final Clock clock;

	private final Supplier<@Nullable Secret> apiKey;

	/**
	 * Emits when the rest of an error's body is no longer worth waiting for.
	 */
	private final Mono<?> patience;

	/**
	 * Whether an API key has been accepted, so that its header is known to be right.
	 */
	private volatile boolean keyAccepted;

	ResponseReader(Clock clock, Supplier<@Nullable Secret> apiKey, Mono<?> patience) {
		this.clock = clock;
		this.apiKey = apiKey;
		this.patience = patience;
	}

	/**
	 * Returns the body of a response of any content type. WebClient itself would turn
	 * failures of the body into exceptions that need the type.
	 */
	static BodyExtractor<Flux<DataBuffer>, ReactiveHttpInputMessage> body(Request<?> request) {
		return (answer, context) -> answer.getBody()
			.onErrorMap((failure) -> new WebClientRequestException(failure, HttpMethod.valueOf(request.method()),
					request.uri(), HttpHeaders.EMPTY));
	}

	/**
	 * Reads the body of a successful response.
	 */
	<T> Mono<T> read(Flux<DataBuffer> answer, Request<T> request) {
		Flux<DataBuffer> body = answer.doOnComplete(() -> this.keyAccepted |= request.apiKey());
		BodyReader<T> reader = request.call().reader();
		if (reader == null) {
			return BodyBytes.head(body, MAX_ERROR_BODY)
				.doOnNext((bytes) -> requireSuccess(Gzip.decodeHead(bytes, MAX_ERROR_BODY), request))
				.then(Mono.empty());
		}
		return BodyBytes.all(body, MAX_BODY)
			.map((bytes) -> Gzip.decode(bytes, MAX_BODY))
			.map((bytes) -> read(bytes, reader, request));
	}

	/**
	 * For a response without a result: the status counts, unless the body says otherwise.
	 */
	private void requireSuccess(byte[] body, Request<?> request) {
		if (ErrorReader.isPage(body)) {
			throw new ChatDecodingException("The body is a page of HTML: is the base URL right?", null);
		}
		ErrorBody error = ErrorReader.readFailure(body);
		if (error != null) {
			throw new ChatDecodingException("The server says: " + said(error, request), null);
		}
	}

	private <T> T read(byte[] body, BodyReader<T> reader, Request<T> request) {
		try {
			return reader.read(body);
		}
		catch (ChatDecodingException ex) {
			ErrorBody error = ErrorReader.readFailure(body);
			if (error == null) {
				throw ex;
			}
			throw new ChatDecodingException(ex.getMessage() + "; the server says: " + said(error, request), null);
		}
	}

	private String said(ErrorBody error, Request<?> request) {
		String code = (error.code() != null) ? error.code() : "";
		String said = code + ((code.isEmpty() || error.message().isEmpty()) ? "" : ": ") + error.message();
		return ErrorReader.excerpt(redaction(request).apply(said));
	}

	private Redaction redaction(Request<?> request) {
		return new Redaction(this.apiKey.get(), request.credential());
	}

	/**
	 * Reads a response with any other status.
	 */
	Mono<Throwable> readError(ClientResponse response, Request<?> request) {
		// The status is enough, even if the rest is cut off or never arrives.
		Flux<DataBuffer> body = response.body(BodyExtractors.toDataBuffers());
		Flux<DataBuffer> head = DataBufferUtils.takeUntilByteCount(body, MAX_ERROR_BODY)
			.takeUntilOther(this.patience)
			.onErrorComplete();
		return BodyBytes.head(head, MAX_ERROR_BODY)
			.map((bytes) -> exception(response, request, Gzip.decodeHead(bytes, MAX_ERROR_BODY)));
	}

	private ChatApiException exception(ClientResponse response, Request<?> request, byte[] bytes) {
		HttpHeaders headers = response.headers().asHttpHeaders();
		Redaction redaction = redaction(request);
		ErrorBody body = ErrorReader.read(bytes);
		String requestId = (body.requestId() != null) ? body.requestId() : headers.getFirst("X-Request-Id");
		String words = response.statusCode().is3xxRedirection() ? redirect(headers) : body.message();
		String authenticate = headers.getFirst(HttpHeaders.WWW_AUTHENTICATE);
		String message = redaction.apply((words.isEmpty() && authenticate != null) ? authenticate : words);
		return ChatApiException.of(new ApiError(response.statusCode().value(), redact(body.code(), redaction),
				redact(requestId, redaction), request.method(), request.path(),
				explain(response.statusCode().value(), request, ErrorReader.excerpt(message)),
				redact(body.details(), redaction), retryAfter(headers), !request.call().operation().isRead()));
	}

	private String explain(int status, Request<?> request, String words) {
		if (status == 404 && request.call().operation() == Operation.PROJECT) {
			return FirstContact.explain(words, "The project of the API key was asked for with " + request.line()
					+ " at " + request.uri().getHost() + baseUrl(request));
		}
		if (status == 401 && request.apiKey() && !this.keyAccepted) {
			return FirstContact.explain(words, "The API key is wrong, or " + request.uri().getHost()
					+ " expects it somewhere other than in the header '" + request.route().keyHeader() + '\'');
		}
		return words;
	}

	/** Returns a hint about a base URL with a path. */
	private static String baseUrl(Request<?> request) {
		String whole = request.path();
		String own = request.route().template();
		if (!whole.endsWith(own) || whole.length() == own.length()) {
			return "";
		}
		return ". Leave '" + whole.substring(0, whole.length() - own.length())
				+ "' out of the base URL if the paths have it already";
	}

	private static String redirect(HttpHeaders headers) {
		String target = headers.getFirst(HttpHeaders.LOCATION);
		return "Redirects are not followed, since the target would be given the credential; this one leads to "
				+ ((target != null) ? place(target) : "nowhere") + ". Check the base URL, and the paths of chat.wire.";
	}

	/**
	 * Returns an address without parts that may be secret: user, query and fragment.
	 */
	private static String place(String target) {
		try {
			URI uri = URI.create(target);
			if (uri.isOpaque()) {
				return "an address that is none";
			}
			String scheme = (uri.getScheme() != null) ? uri.getScheme() + ':' : "";
			String place = (uri.getHost() != null) ? scheme + "//" + Errors.authority(uri) : "";
			place += uri.getRawPath();
			return place.isEmpty() ? "the same path" : place;
		}
		catch (IllegalArgumentException ex) {
			return "an address that is none";
		}
	}

	private static @Nullable String redact(@Nullable String text, Redaction redaction) {
		return (text != null) ? ErrorReader.excerpt(redaction.apply(text)) : null;
	}

	private static Map<String, Object> redact(Map<String, Object> details, Redaction redaction) {
		Map<String, Object> result = new LinkedHashMap<>();
		details.forEach((name, value) -> result.put(redaction.apply(name), redactValue(value, redaction)));
		return result;
	}

	// The names are text, since they were read from JSON; null values are kept.
	@SuppressWarnings({ "unchecked", "NullAway" })
	private static Object redactValue(@Nullable Object value, Redaction redaction) {
		if (value instanceof String text) {
			return redaction.apply(text);
		}
		if (value instanceof Map<?, ?> map) {
			return redact((Map<String, Object>) map, redaction);
		}
		if (value instanceof List<?> list) {
			List<Object> result = new ArrayList<>();
			list.forEach((item) -> result.add(redactValue(item, redaction)));
			return result;
		}
		return value;
	}

	private @Nullable Duration retryAfter(HttpHeaders headers) {
		return RetryAfter.read(headers.getFirst(HttpHeaders.RETRY_AFTER), headers.getFirst(HttpHeaders.DATE),
				this.clock.instant());
	}

}
