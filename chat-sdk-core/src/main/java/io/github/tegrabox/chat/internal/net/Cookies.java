package io.github.tegrabox.chat.internal.net;

import java.net.http.HttpHeaders;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cookies of one connection, by which a load balancer finds the replica that has its
 * session. They last as long as the connection and all go to the server that set them, so
 * attributes do not matter. Few are kept, and none that cannot be sent.
 */
public final class Cookies {

	private static final int MOST = 20;

	private static final int LONGEST = 4096;

	private static final Pattern PAIR = Pattern.compile("\\s*([!-~&&[^=;]]+)=([ -~&&[^;]]*)");

	private final Map<String, String> values = new LinkedHashMap<>();

	/**
	 * Stores the cookies that a response sets. A cookie with an empty value is removed.
	 * @param answer the headers of the response
	 */
	public synchronized void take(HttpHeaders answer) {
		for (String cookie : answer.allValues("Set-Cookie")) {
			Matcher pair = PAIR.matcher(cookie.split(";", 2)[0]);
			if (!pair.matches() || pair.group().length() > LONGEST) {
				continue;
			}
			String value = pair.group(2).strip();
			if (value.isEmpty()) {
				this.values.remove(pair.group(1));
			}
			else if (this.values.size() < MOST || this.values.containsKey(pair.group(1))) {
				this.values.put(pair.group(1), value);
			}
		}
	}

	/**
	 * Returns the headers of a request, including the cookies.
	 * @param headers the other headers, which may have cookies of their own
	 * @return the headers, with case-insensitive names
	 */
	public synchronized Map<String, String> with(Map<String, String> headers) {
		Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		all.putAll(headers);
		this.values.forEach((name, value) -> all.merge("Cookie", name + '=' + value, (own, next) -> own + "; " + next));
		return all;
	}

}
