package io.github.tegrabox.chat.boot.autoconfigure;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Condition that matches when {@code chat.jwt-token} has a value; never tells it.
 */
class OnJwtTokenCondition extends SpringBootCondition {

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		ConditionMessage.Builder message = ConditionMessage.forCondition("Chat JWT");
		return EnvironmentTexts.has(context.getEnvironment(), "chat.jwt-token")
				? ConditionOutcome.match(message.foundExactly("'chat.jwt-token'"))
				: ConditionOutcome.noMatch(message.didNotFind("'chat.jwt-token'").atAll());
	}

}
