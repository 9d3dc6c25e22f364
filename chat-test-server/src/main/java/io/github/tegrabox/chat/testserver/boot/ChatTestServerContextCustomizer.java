package io.github.tegrabox.chat.testserver.boot;

import java.util.Map;

import io.github.tegrabox.chat.testserver.internal.boot.ApplicationServer;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

/**
 * Defines a bean that is a running server, closed with its context, and one that records
 * chat events. The server speaks as the application's properties say. A socket comes back
 * fast, unless the test says otherwise, so that no test waits for it after a reset of the
 * server. All customizers of this type are equal, so that contexts are shared.
 */
record ChatTestServerContextCustomizer() implements ContextCustomizer {

	private static final String BEAN_NAME = "io.github.tegrabox.chat.testServer";

	private static final Map<String, Object> DEFAULTS = Map.of("chat.socket.reconnect.initial-delay", "10ms",
			"chat.socket.reconnect.max-delay", "100ms");

	@Override
	public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
		context.getEnvironment().getPropertySources().addLast(new MapPropertySource(BEAN_NAME, DEFAULTS));
		if (context.getBeanFactory() instanceof BeanDefinitionRegistry registry) {
			RootBeanDefinition definition = new RootBeanDefinition(ApplicationServer.class);
			definition.setFactoryMethodName("start");
			definition.setAutowireMode(AbstractBeanDefinition.AUTOWIRE_CONSTRUCTOR);
			definition.setDestroyMethodName("close");
			registry.registerBeanDefinition(BEAN_NAME, definition);
			registry.registerBeanDefinition(ChatEvents.class.getName(), new RootBeanDefinition(ChatEvents.class));
		}
	}

}
