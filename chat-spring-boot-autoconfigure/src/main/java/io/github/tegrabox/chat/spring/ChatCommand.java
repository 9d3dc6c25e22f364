package io.github.tegrabox.chat.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.core.annotation.AliasFor;

/**
 * {@link ChatListener} of messages that are a command:
 *
 * <pre class="code">
 * &#64;ChatCommand(value = "!remind {minutes} {*text}", description = "reminds you")
 * String remind(int minutes, String text, Message message) { … }
 * </pre>
 *
 * A variable {@code {name}} takes a word, or several between double quotes, and a last
 * one, {@code {*name}}, the rest of the message as it is. They are converted to the types
 * of the parameters of these names. A message that begins as the command does and does
 * not fit is answered with the command's usage.
 */
@Target({ ElementType.METHOD, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@ChatListener
public @interface ChatCommand {

	/**
	 * The command and its variables. Upper and lower case of the command are the same.
	 * @return the pattern
	 */
	String value();

	/**
	 * What the command does, for the list of commands; one without is not in it.
	 * @return the description
	 */
	String description() default "";

	/**
	 * The name of the listener.
	 * @return the id
	 * @see ChatListener#id()
	 */
	@AliasFor(annotation = ChatListener.class)
	String id() default "";

	/**
	 * The rooms to listen to.
	 * @return the rooms
	 * @see ChatListener#rooms()
	 */
	@AliasFor(annotation = ChatListener.class)
	String[] rooms() default {};

	/**
	 * Expression that has to be true.
	 * @return the expression
	 * @see ChatListener#condition()
	 */
	@AliasFor(annotation = ChatListener.class)
	String condition() default "";

	/**
	 * Whether the socket's own user may give the command.
	 * @return whether to listen to oneself
	 * @see ChatListener#own()
	 */
	@AliasFor(annotation = ChatListener.class)
	boolean own() default false;

	/**
	 * The age beyond which commands are skipped, for those that nobody wants answered
	 * after a weekend.
	 * @return the age
	 * @see ChatListener#maxAge()
	 */
	@AliasFor(annotation = ChatListener.class)
	String maxAge() default "";

}
