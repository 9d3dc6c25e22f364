package io.github.tegrabox.chat.boot.autoconfigure;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.HierarchicalBeanFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.util.function.SingletonSupplier;

/**
 * Choice among an application's beans of a type, by their definitions: the only one, or
 * the primary one. Made while the context starts, so that no call finds out later that
 * there are several; the chosen bean itself is made when it is needed.
 */
final class ApplicationBeans {

	private static final Logger logger = LoggerFactory.getLogger(ApplicationBeans.class);

	private final ListableBeanFactory beanFactory;

	ApplicationBeans(ListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	/**
	 * Returns the names of the beans of a type that may be injected anywhere, those of
	 * ancestors included.
	 * @param type the type
	 * @return the names
	 */
	List<String> names(Class<?> type) {
		List<String> names = new ArrayList<>();
		for (String name : BeanFactoryUtils.beanNamesForTypeIncludingAncestors(this.beanFactory, type, true, false)) {
			if (isCandidate(definition(name))) {
				names.add(name);
			}
		}
		return names;
	}

	/**
	 * Chooses a bean.
	 * @param <T> the type
	 * @param type the type
	 * @return supplies the bean, {@code null} if there is none to choose
	 */
	<T> Supplier<@Nullable T> choose(Class<T> type) {
		return choose(type, names(type));
	}

	/**
	 * Chooses a bean among some of a type.
	 * @param <T> the type
	 * @param type the type
	 * @param names the names of the beans
	 * @return supplies the bean, {@code null} if there is none to choose
	 */
	<T> Supplier<@Nullable T> choose(Class<T> type, List<String> names) {
		String chosen = sole(names);
		if (chosen == null) {
			if (!names.isEmpty()) {
				logger.warn(
						"The chat client uses none of the {} beans {} of type {}, since no one is primary. "
								+ "Mark the one that it is to use with @Primary.",
						names.size(), names, type.getSimpleName());
			}
			return () -> null;
		}
		return SingletonSupplier.of(() -> this.beanFactory.getBean(chosen, type));
	}

	/**
	 * Returns the one of several beans that is meant where nothing else is said.
	 * @param names the names
	 * @return the name, or {@code null} if none or several are meant
	 */
	@Nullable String sole(List<String> names) {
		List<String> primary = new ArrayList<>();
		List<String> regular = new ArrayList<>();
		for (String name : names) {
			BeanDefinition definition = definition(name);
			if (definition != null && definition.isPrimary()) {
				primary.add(name);
			}
			if (definition == null || !definition.isFallback()) {
				regular.add(name);
			}
		}
		List<String> meant = (names.size() > 1) ? regular : names;
		if (!primary.isEmpty()) {
			meant = primary;
		}
		return (meant.size() == 1) ? meant.get(0) : null;
	}

	/**
	 * Returns whether a bean is one of Spring Boot's own.
	 * @param name the name
	 * @return whether an auto-configuration of Spring Boot's made it
	 */
	boolean isOfBoot(String name) {
		if (!(definition(name) instanceof RootBeanDefinition definition)) {
			return false;
		}
		Method method = definition.getResolvedFactoryMethod();
		String maker = (method != null) ? method.getDeclaringClass().getName()
				: String.valueOf(definition.getFactoryBeanName());
		return maker.startsWith("org.springframework.boot.");
	}

	private static boolean isCandidate(@Nullable BeanDefinition definition) {
		return definition == null || (definition.isAutowireCandidate()
				&& !(definition instanceof AbstractBeanDefinition bean && !bean.isDefaultCandidate()));
	}

	private @Nullable BeanDefinition definition(String name) {
		BeanFactory factory = this.beanFactory;
		while (factory instanceof HierarchicalBeanFactory current) {
			if (current.containsLocalBean(name)) {
				boolean defined = current instanceof ConfigurableListableBeanFactory listable
						&& listable.containsBeanDefinition(name);
				return defined ? ((ConfigurableListableBeanFactory) current).getMergedBeanDefinition(name) : null;
			}
			factory = current.getParentBeanFactory();
		}
		return null;
	}

}
