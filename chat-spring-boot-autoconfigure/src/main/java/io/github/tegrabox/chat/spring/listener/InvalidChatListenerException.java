package io.github.tegrabox.chat.spring.listener;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Thrown when the application starts and has a listener that cannot work.
 */
public final class InvalidChatListenerException extends IllegalStateException {

	private final String remedy;

	/**
	 * Creates an exception.
	 * @param problem what is wrong
	 * @param remedy how to fix it
	 */
	public InvalidChatListenerException(String problem, String remedy) {
		super(problem);
		this.remedy = remedy;
	}

	static InvalidChatListenerException of(Method method, String problem, String remedy) {
		return new InvalidChatListenerException(describe(method) + ' ' + problem, remedy);
	}

	/**
	 * Describes a method for messages about listeners.
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
	 * Returns how to fix the problem.
	 * @return one or more sentences
	 */
	public String remedy() {
		return this.remedy;
	}

}
