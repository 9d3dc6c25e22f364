package io.github.tegrabox.chat.spring.listener;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Listener that cannot work, found when the application starts.
 */
public final class InvalidChatListenerException extends IllegalStateException {

	private final String remedy;

	/**
	 * Creates an exception.
	 * @param problem what is wrong
	 * @param remedy what helps
	 */
	public InvalidChatListenerException(String problem, String remedy) {
		super(problem);
		this.remedy = remedy;
	}

	static InvalidChatListenerException of(Method method, String problem, String remedy) {
		return new InvalidChatListenerException(describe(method) + ' ' + problem, remedy);
	}

	/**
	 * Names a method, in every message about listeners.
	 * @param method the method
	 * @return its class, name and parameter types
	 */
	public static String describe(Method method) {
		return method.getDeclaringClass().getName() + '.' + method.getName()
				+ Arrays.stream(method.getParameterTypes())
					.map(Class::getSimpleName)
					.collect(Collectors.joining(", ", "(", ")"));
	}

	/**
	 * Returns what helps.
	 * @return a sentence or more
	 */
	public String remedy() {
		return this.remedy;
	}

}
