package io.github.tegrabox.chat.boot.autoconfigure;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Condition that matches when {@code chat.socket.user} names a user.
 */
class OnSocketUserCondition extends SpringBootCondition {

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		ConditionMessage.Builder message = ConditionMessage.forCondition("Chat socket user");
		Environment environment = context.getEnvironment();
		for (String key : new String[] { "user-id", "external-id", "username" }) {
			if (EnvironmentTexts.has(environment, "chat.socket.user." + key)) {
				return ConditionOutcome.match(message.foundExactly("'chat.socket.user." + key + "'"));
			}
		}
		return ConditionOutcome.noMatch(message.because("neither 'user-id' nor 'external-id' is set"));
	}

}
