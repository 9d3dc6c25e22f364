package io.github.tegrabox.chat.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.AliasFor;

/**
 * Method that listens to chat events. Its parameters are filled by type: the event
 * ({@code MessageReceived}, {@code RoomEvent}, …) and what belongs to it, a
 * {@code Message}, the {@code ChatSocket}, the {@code ChatClient}. What it returns is
 * said in the event's room, as the socket's user:
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
 * {@code CompletionStage} of them. A method that fails is called again
 * ({@code chat.listener.retry.*}), then the {@link ChatEventErrorHandler} is told.
 */
@Target({ ElementType.METHOD, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@EventListener
public @interface ChatListener {

	/**
	 * The types of events to listen to, if the parameters do not tell.
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
	 * The name of the listener in logs, meters, traces and failures, unlike that of any
	 * other. By default {@code <bean name>.<method>}.
	 * @return the id
	 */
	@AliasFor(annotation = EventListener.class, attribute = "id")
	String id() default "";

	/**
	 * The rooms to listen to: ids, patterns with {@code *}, placeholders, several of them
	 * with commas. Blank ones are ignored. By default every room.
	 * @return the rooms
	 */
	String[] rooms() default {};

	/**
	 * Expression that has to be true, in which {@code #event} is the chat event.
	 * @return the expression
	 */
	@AliasFor(annotation = EventListener.class, attribute = "condition")
	String condition() default "";

	/**
	 * Whether to listen also to what the socket's own user does. A listener that says
	 * something would answer itself.
	 * @return whether to listen to oneself
	 */
	boolean own() default false;

	/**
	 * The age beyond which messages are skipped, such as {@code 10m} or {@code PT1H};
	 * placeholders are filled. By default none.
	 * @return the age
	 */
	String maxAge() default "";

}
