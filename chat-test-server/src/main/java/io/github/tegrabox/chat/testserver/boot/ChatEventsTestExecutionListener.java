package io.github.tegrabox.chat.testserver.boot;

import org.springframework.test.context.TestContext;
import org.springframework.test.context.support.AbstractTestExecutionListener;

/**
 * Empties the record of chat events after each test.
 */
final class ChatEventsTestExecutionListener extends AbstractTestExecutionListener {

	@Override
	public void afterTestMethod(TestContext testContext) {
		if (testContext.hasApplicationContext()) {
			testContext.getApplicationContext().getBeanProvider(ChatEvents.class).ifAvailable(ChatEvents::clear);
		}
	}

}
