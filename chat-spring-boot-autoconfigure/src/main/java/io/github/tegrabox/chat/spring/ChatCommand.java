package io.github.tegrabox.chat.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.core.annotation.AliasFor;

/**
 * {@link ChatListener} for messages that are a command:
 *
 * <pre class="code">
 * &#64;ChatCommand(value = "!remind {minutes} {*text}", description = "reminds you")
 * String remind(int minutes, String text, Message message) { … }
 * </pre>
 *
 * A variable {@code {name}} takes one word, or several in double quotes. A last variable
 * {@code {*name}} takes the rest of the message as it is. Each value is converted to the
 * type of the parameter with this name. A message that starts with the command but does
 * not fit is answered with the usage of the command, unless another command fits.
 */
@Target({ ElementType.METHOD, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@ChatListener
public @interface ChatCommand {

	/**
	 * The command and its variables. The case of the command is ignored.
	 * @return the pattern
	 */
	String value();

	/**
	 * What the command does, for the list of commands. A command without a description is
	 * not listed.
	 * @return the description
	 */
	String description() default "";

	/**
	 * The id of the listener.
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
	 * SpEL expression that has to be true.
	 * @return the expression
	 * @see ChatListener#condition()
	 */
	@AliasFor(annotation = ChatListener.class)
	String condition() default "";

	/**
	 * Whether the socket's own user may give the command.
	 * @return whether to handle messages of the own user
	 * @see ChatListener#own()
	 */
	@AliasFor(annotation = ChatListener.class)
	boolean own() default false;

	/**
	 * The age beyond which commands are skipped, for those that nobody wants answered
	 * after a weekend.
	 * @return the maximum age
	 * @see ChatListener#maxAge()
	 */
	@AliasFor(annotation = ChatListener.class)
	String maxAge() default "";

}
