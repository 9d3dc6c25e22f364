package io.github.tegrabox.chat.boot.autoconfigure;

import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.webclient.WebClientCustomizer;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Maker of the builder that the client is built on. It is the application's own, if that
 * has one that is not load-balanced, else a plain one with the application's customizers.
 * What the application set on it stays.
 */
class ChatWebClientBuilders {

	/**
	 * What Spring's builders are.
	 */
	static final String BUILDER_TYPE = "org.springframework.web.reactive.function.client.DefaultWebClientBuilder";

	/**
	 * Sets a connector that knows nothing of the client's time-outs.
	 */
	private static final String BOOTS_CONNECTOR_CUSTOMIZER = "webClientHttpConnectorCustomizer";

	static final String LOAD_BALANCED = "org.springframework.cloud.client.loadbalancer.LoadBalanced";

	private static final Logger logger = LoggerFactory.getLogger(ChatWebClientBuilders.class);

	private final ListableBeanFactory beanFactory;

	private final ApplicationBeans beans;

	private final Supplier<WebClient.@Nullable Builder> own;

	private final boolean connectTimeoutSet;

	private final AtomicBoolean told = new AtomicBoolean();

	/**
	 * Chooses the builder.
	 * @param beanFactory has the beans of the application
	 * @param connectTimeoutSet whether the application has set a time-out that a
	 * connector of its own does not heed
	 */
	ChatWebClientBuilders(ListableBeanFactory beanFactory, boolean connectTimeoutSet) {
		this.beanFactory = beanFactory;
		this.connectTimeoutSet = connectTimeoutSet;
		this.beans = new ApplicationBeans(beanFactory);
		Class<? extends Annotation> loadBalanced = loadBalanced();
		List<String> own = this.beans.names(WebClient.Builder.class)
			.stream()
			.filter((name) -> !this.beans.isOfBoot(name)
					&& (loadBalanced == null || beanFactory.findAnnotationOnBean(name, loadBalanced, false) == null))
			.toList();
		this.own = this.beans.choose(WebClient.Builder.class, own);
	}

	WebClient.Builder create(Supplier<@Nullable ClientHttpConnector> connector) {
		WebClient.Builder own = this.own.get();
		if (own == null || isLoadBalanced(own)) {
			return customized(connector.get());
		}
		WebClient.Builder builder = own.clone();
		ClientHttpConnector set = connector(builder);
		ClientHttpConnector ours = (set == null) ? connector.get() : null;
		if (ours != null) {
			return builder.clientConnector(ours);
		}
		tell(set);
		return builder;
	}

	private WebClient.Builder customized(@Nullable ClientHttpConnector connector) {
		WebClient.Builder builder = WebClient.builder();
		Object boots = null;
		if (connector != null) {
			builder.clientConnector(connector);
			boots = this.beans.isOfBoot(BOOTS_CONNECTOR_CUSTOMIZER)
					? this.beanFactory.getBean(BOOTS_CONNECTOR_CUSTOMIZER) : null;
		}
		Object skipped = boots;
		this.beanFactory.getBeanProvider(WebClientCustomizer.class)
			.orderedStream()
			.filter((customizer) -> customizer != skipped)
			.forEach((customizer) -> customizer.customize(builder));
		ClientHttpConnector set = connector(builder);
		if (set != connector) {
			tell(set);
		}
		return builder;
	}

	private void tell(@Nullable ClientHttpConnector connector) {
		if (this.connectTimeoutSet && this.told.compareAndSet(false, true)) {
			logger
				.warn("'chat.http.connect-timeout' has no effect: the client uses the application's own connector {}, "
						+ "which has its own time-outs", (connector != null) ? connector.getClass().getName() : "");
		}
	}

	/**
	 * Returns the connector that was set on a builder, which tells nobody.
	 */
	private static @Nullable ClientHttpConnector connector(WebClient.Builder builder) {
		Field field = ReflectionUtils.findField(builder.getClass(), "connector");
		if (field == null || !ClientHttpConnector.class.isAssignableFrom(field.getType())) {
			return null;
		}
		ReflectionUtils.makeAccessible(field);
		return (ClientHttpConnector) ReflectionUtils.getField(field, builder);
	}

	private static boolean isLoadBalanced(WebClient.Builder builder) {
		AtomicBoolean found = new AtomicBoolean();
		builder.clone()
			.filters((filters) -> found.set(filters.stream()
				.anyMatch((filter) -> ClassUtils.getUserClass(filter).getSimpleName().contains("LoadBalancer"))));
		return found.get();
	}

	@SuppressWarnings("unchecked")
	private static @Nullable Class<? extends Annotation> loadBalanced() {
		return ClassUtils.isPresent(LOAD_BALANCED, null)
				? (Class<? extends Annotation>) ClassUtils.resolveClassName(LOAD_BALANCED, null) : null;
	}

}
