package io.github.tegrabox.chat.testserver.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives the tests of a class a running
 * {@link io.github.tegrabox.chat.testserver.ChatTestServer ChatTestServer} as a parameter
 * of constructors, test methods and lifecycle methods. <pre class="code">
 * &#64;ChatServer
 * class GreeterTests {
 *
 *     &#64;Test
 *     void greets(ChatTestServer server) {
 *         …
 *     }
 *
 * }
 * </pre>
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ExtendWith(ChatTestServerExtension.class)
public @interface ChatServer {

	/**
	 * The lifecycle of the server.
	 * @return the lifecycle, by default one server per class
	 */
	Lifecycle value() default Lifecycle.PER_CLASS;

	/**
	 * The API key.
	 * @return the key; empty for one that the server generates
	 */
	String apiKey() default "";

	/**
	 * Lifecycles of a server.
	 */
	enum Lifecycle {

		/**
		 * One server for all tests of the class, reset before each test. Not for tests
		 * that run in parallel.
		 */
		PER_CLASS,

		/**
		 * A separate server for each test.
		 */
		PER_METHOD

	}

}
