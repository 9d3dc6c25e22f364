package io.github.tegrabox.chat.spring.listener;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * Pattern of a command, such as <code>!remind {minutes} {*text}</code>.
 */
final class CommandPattern {

	private static final Pattern VARIABLE = Pattern.compile("\\{(\\*?)(\\w+)}");

	private static final String OPENING = "\"\u201c\u201e";

	private final String text;

	private final List<Token> tokens;

	private final int commandWords;

	private CommandPattern(String text, List<Token> tokens) {
		this.text = text;
		this.tokens = tokens;
		int words = 0;
		while (words < tokens.size() && tokens.get(words).kind == Kind.WORD) {
			words++;
		}
		this.commandWords = words;
	}

	/**
	 * Parses a pattern.
	 * @throws IllegalArgumentException if it is not a valid pattern
	 */
	static CommandPattern parse(String pattern) {
		List<Token> tokens = new ArrayList<>();
		Set<String> names = new HashSet<>();
		for (String word : StringUtils.tokenizeToStringArray(pattern, " \t\r\n")) {
			if (!tokens.isEmpty() && tokens.get(tokens.size() - 1).kind == Kind.REST) {
				throw new IllegalArgumentException("has something after {*" + tokens.get(tokens.size() - 1).text
						+ "}, which takes the rest of the message");
			}
			Token token = token(word);
			if (token.kind != Kind.WORD && !names.add(token.text)) {
				throw new IllegalArgumentException("has the variable " + token.text + " twice");
			}
			tokens.add(token);
		}
		if (tokens.isEmpty() || tokens.get(0).kind != Kind.WORD) {
			throw new IllegalArgumentException("does not begin with a word");
		}
		return new CommandPattern(String.join(" ", pattern.strip().split("\\s+")), List.copyOf(tokens));
	}

	private static Token token(String word) {
		Matcher matcher = VARIABLE.matcher(word);
		if (matcher.matches()) {
			return new Token(matcher.group(1).isEmpty() ? Kind.VARIABLE : Kind.REST, matcher.group(2));
		}
		if (word.contains("{") || word.contains("}")) {
			throw new IllegalArgumentException(
					"has '" + word + "', which is neither a word nor a variable like {name}");
		}
		return new Token(Kind.WORD, word);
	}

	Set<String> variables() {
		Set<String> names = new HashSet<>();
		this.tokens.stream().filter((token) -> token.kind != Kind.WORD).forEach((token) -> names.add(token.text));
		return names;
	}

	/**
	 * Returns the words that name the command.
	 */
	String command() {
		return String.join(" ", this.tokens.subList(0, this.commandWords).stream().map(Token::text).toList());
	}

	/**
	 * Matches the content of a message.
	 * @return the values of the variables; a match without values if the message is the
	 * command but its arguments do not fit; or {@code null} if it is another message
	 */
	@Nullable Match match(String content) {
		Words words = new Words(content);
		Map<String, String> values = new LinkedHashMap<>();
		for (int i = 0; i < this.tokens.size(); i++) {
			Token token = this.tokens.get(i);
			String word = switch (token.kind) {
				case WORD -> words.plain();
				case VARIABLE -> words.next();
				case REST -> words.rest();
			};
			if (token.kind == Kind.WORD && (word == null || !word.equalsIgnoreCase(token.text))) {
				return (i < this.commandWords) ? null : Match.MISFIT;
			}
			if (word == null) {
				return Match.MISFIT;
			}
			if (token.kind != Kind.WORD) {
				values.put(token.text, word);
			}
		}
		return (words.rest() != null) ? Match.MISFIT : new Match(values);
	}

	@Override
	public String toString() {
		return this.text;
	}

	/**
	 * Result of matching a message with a command.
	 *
	 * @param values the values of the variables, {@code null} if the message does not fit
	 */
	record Match(@Nullable Map<String, String> values) {

		static final Match MISFIT = new Match(null);

	}

	private enum Kind {

		WORD, VARIABLE, REST

	}

	private record Token(Kind kind, String text) {

	}

	private static final class Words {

		private final String text;

		private int position;

		Words(String text) {
			this.text = text;
		}

		private boolean skipBlanks() {
			while (this.position < this.text.length() && isBlank(this.text.charAt(this.position))) {
				this.position++;
			}
			return this.position < this.text.length();
		}

		private static boolean isBlank(char character) {
			return Character.isWhitespace(character) || Character.isSpaceChar(character);
		}

		@Nullable String plain() {
			if (!skipBlanks()) {
				return null;
			}
			int start = this.position;
			while (this.position < this.text.length() && !isBlank(this.text.charAt(this.position))) {
				this.position++;
			}
			return this.text.substring(start, this.position);
		}

		@Nullable String next() {
			if (!skipBlanks()) {
				return null;
			}
			char first = this.text.charAt(this.position);
			if (OPENING.indexOf(first) >= 0) {
				int end = closing(first);
				if (end > 0) {
					String quoted = this.text.substring(this.position + 1, end);
					this.position = end + 1;
					return quoted;
				}
			}
			return plain();
		}

		/** A closing quote must end a word, so that 5" and a"b stay as they are. */
		private int closing(char opening) {
			String closing = (opening == '"') ? "\"" : "\u201c\u201d";
			for (int i = this.position + 1; i < this.text.length(); i++) {
				boolean atEnd = i + 1 == this.text.length() || isBlank(this.text.charAt(i + 1));
				if (closing.indexOf(this.text.charAt(i)) >= 0 && atEnd) {
					return i;
				}
			}
			return -1;
		}

		@Nullable String rest() {
			if (!skipBlanks()) {
				return null;
			}
			int end = this.text.length();
			while (isBlank(this.text.charAt(end - 1))) {
				end--;
			}
			String rest = this.text.substring(this.position, end);
			this.position = this.text.length();
			return rest;
		}

	}

}
