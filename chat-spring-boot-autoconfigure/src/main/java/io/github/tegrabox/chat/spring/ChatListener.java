package io.github.tegrabox.chat.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.AliasFor;

/**
 * Marks a method that listens to chat events. Its parameters are resolved by type: the
 * event ({@code MessageReceived}, {@code RoomEvent}, …), its {@code Message}, the
 * {@code ChatSocket}, the {@code ChatClient}. What the method returns is sent to the room
 * of the event, as the socket's user:
 *
 * <pre class="code">
 * &#64;ChatListener(condition = "#event.message().content() == 'ping'")
 * String pong(MessageReceived event) {
 *     return "pong";
 * }
 * </pre>
 *
 * A result may be a {@code CharSequence}, a {@link ChatReply}, or an array,
 * {@code Collection}, {@code Stream}, {@code Optional}, {@code Mono}, {@code Flux} or
 * {@code CompletionStage} of them. {@code null} and empty results send nothing.
 * <p>
 * The method runs on a listener thread, where it may block; the next event of the same
 * room waits for it. A method that fails is called again ({@code chat.listener.retry.*}).
 * After the last attempt the {@link ChatEventErrorHandler} is called. If a method could
 * never work, the application does not start.
 */
@Target({ ElementType.METHOD, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@EventListener
public @interface ChatListener {

	/**
	 * The types of events to listen to, if the parameters do not say.
	 * @return the types
	 */
	@AliasFor(annotation = EventListener.class, attribute = "value")
	Class<?>[] value() default {};

	/**
	 * The same as {@link #value()}.
	 * @return the types
	 */
	@AliasFor(annotation = EventListener.class, attribute = "classes")
	Class<?>[] classes() default {};

	/**
	 * The id of the listener in logs, meters, traces and failures. It must be unique. The
	 * default is {@code <bean name>.<method>}.
	 * @return the id
	 */
	@AliasFor(annotation = EventListener.class, attribute = "id")
	String id() default "";

	/**
	 * The rooms to listen to: ids, patterns with {@code *}, placeholders, or several of
	 * them separated by commas. Blank values are ignored. The default is every room.
	 * @return the rooms
	 */
	String[] rooms() default {};

	/**
	 * SpEL expression that has to be true. {@code #event} is the chat event.
	 * @return the expression
	 */
	@AliasFor(annotation = EventListener.class, attribute = "condition")
	String condition() default "";

	/**
	 * Whether to handle also what the socket's own user does. Beware: a listener that
	 * replies would answer itself.
	 * @return whether to handle events of the own user
	 */
	boolean own() default false;

	/**
	 * The age beyond which messages are skipped, such as {@code 10m} or {@code PT1H},
	 * with placeholders. The default is no limit.
	 * @return the maximum age
	 */
	String maxAge() default "";

}
