package io.github.tegrabox.chat.boot.autoconfigure;

import io.github.tegrabox.chat.ChatTokenProvider;

import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Conditional;

/**
 * Condition that matches when something tells whom the socket connects as: a token
 * provider, the default one for {@code chat.socket.user} included, or a fixed JWT.
 */
class OnSocketIdentityCondition extends AnyNestedCondition {

	OnSocketIdentityCondition() {
		super(ConfigurationPhase.REGISTER_BEAN);
	}

	@ConditionalOnBean(ChatTokenProvider.class)
	static class OnTokenProvider {

	}

	@Conditional(OnJwtTokenCondition.class)
	static class OnJwtToken {

	}

}
