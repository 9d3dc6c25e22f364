package io.github.tegrabox.chat.doctor;

import java.util.LinkedHashMap;
import java.util.Map;

import io.github.tegrabox.chat.wire.NameStyle;
import io.github.tegrabox.chat.wire.WireOperation;
import org.jspecify.annotations.Nullable;

/**
 * Request to be tried for an operation.
 *
 * @param request method and path template
 * @param body the body as it is sent
 * @param names the names of fields that differ from the style, by our names
 * @param style the style of all names, if it has to become that of the dialect
 */
record Attempt(String request, @Nullable Map<String, Object> body, Map<String, String> names,
		@Nullable NameStyle style) {

	static Attempt of(String request) {
		return new Attempt(request, null, Map.of(), null);
	}

	/**
	 * Request with a body whose names are written in a style.
	 */
	static Attempt of(String request, Map<String, Object> fields, NameStyle style, NameStyle usual) {
		Map<String, Object> body = new LinkedHashMap<>();
		Map<String, String> names = new LinkedHashMap<>();
		fields.forEach((field, value) -> {
			body.put(style.of(field), value);
			if (!style.of(field).equals(usual.of(field))) {
				names.put(field, style.of(field));
			}
		});
		return new Attempt(request, body, names, null);
	}

	Attempt deciding(NameStyle decided) {
		return new Attempt(this.request, this.body, Map.of(), decided);
	}

	/**
	 * Notes that this is how the server wants it.
	 */
	void fits(Dialect dialect, WireOperation operation, Answer answer) {
		dialect.request(operation, this.request, answer);
		if (this.style != null) {
			dialect.wire(dialect.wire().mutate().names(this.style).build());
		}
		this.names.forEach((field, name) -> dialect.body(operation, field, name));
	}

	String describe() {
		return (this.body == null || this.body.isEmpty()) ? this.request
				: this.request + " {" + String.join(", ", this.body.keySet()) + '}';
	}

}
