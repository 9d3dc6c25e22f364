package io.github.tegrabox.chat.internal.boot;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.context.annotation.Conditional;

/**
 * Condition on properties that reads them as Spring Boot's binding does: blanks around a
 * value and its case do not matter, {@code yes}, {@code on} and {@code 1} are
 * {@code true}, and a blank value counts as not set.
 */
@Target({ ElementType.TYPE, ElementType.METHOD })
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(ConditionalOnSetting.Every.class)
@Conditional(OnSettingCondition.class)
public @interface ConditionalOnSetting {

	/**
	 * Names of the properties, all of which must match.
	 * @return the names
	 */
	String[] value();

	/**
	 * The required value.
	 * @return the value
	 */
	String havingValue() default "true";

	/**
	 * Whether a property that is not set matches.
	 * @return whether it does
	 */
	boolean matchIfMissing() default false;

	/**
	 * Container of several such conditions, all of which must match.
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
