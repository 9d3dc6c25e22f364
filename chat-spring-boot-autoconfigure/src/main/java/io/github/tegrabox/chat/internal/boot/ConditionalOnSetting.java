package io.github.tegrabox.chat.internal.boot;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.context.annotation.Conditional;

/**
 * Condition on properties that reads them as binding does: blanks around a value do not
 * matter, nor does its case, {@code yes}, {@code on} and {@code 1} are {@code true}, and
 * a blank value counts as none.
 */
@Target({ ElementType.TYPE, ElementType.METHOD })
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(ConditionalOnSetting.Every.class)
@Conditional(OnSettingCondition.class)
public @interface ConditionalOnSetting {

	/**
	 * Names of the properties, all of which have to match.
	 * @return the names
	 */
	String[] value();

	/**
	 * What they have to be.
	 * @return the value
	 */
	String havingValue() default "true";

	/**
	 * Whether one that is not set matches.
	 * @return whether it does
	 */
	boolean matchIfMissing() default false;

	/**
	 * Several of these conditions, all of which have to match.
	 */
	@Target({ ElementType.TYPE, ElementType.METHOD })
	@Retention(RetentionPolicy.RUNTIME)
	@Conditional(OnSettingCondition.class)
	@interface Every {

		/**
		 * The conditions.
		 * @return the conditions
		 */
		ConditionalOnSetting[] value();

	}

}
