package io.github.tegrabox.chat.spring.listener;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import io.github.tegrabox.chat.spring.ChatApplicationEvent;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.AbstractApplicationEventMulticaster;
import org.springframework.context.event.ApplicationEventMulticaster;
import org.springframework.context.event.ApplicationListenerMethodAdapter;
import org.springframework.context.event.GenericApplicationListener;
import org.springframework.context.event.GenericApplicationListenerAdapter;
import org.springframework.context.event.SmartApplicationListener;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotationAwareOrderComparator;
import org.springframework.util.ReflectionUtils;

/**
 * Listeners for an event in an application context and its parents, as found by their
 * multicasters. They are called one by one, so that a listener that throws does not keep
 * the event from the others, as it would in a multicaster's own loop.
 */
public final class ApplicationListeners {

	/** Finds listeners as Spring's multicaster does: cached, in order, by type. */
	private static final Method FIND = method(AbstractApplicationEventMulticaster.class, "getApplicationListeners",
			ApplicationEvent.class, ResolvableType.class);

	private static final Method ARGUMENTS = method(ApplicationListenerMethodAdapter.class, "resolveArguments",
			ApplicationEvent.class);

	private static final Method INVOKE = method(ApplicationListenerMethodAdapter.class, "doInvoke", Object[].class);

	private static final Method RESULT = method(ApplicationListenerMethodAdapter.class, "handleResult", Object.class);

	/** What is called of Spring by reflection: native images need hints of it. */
	public static final List<Method> REFLECTED = List.of(FIND, ARGUMENTS, INVOKE, RESULT);

	/** The multicasters by their application context. */
	private final Map<ApplicationContext, ApplicationEventMulticaster> multicasters = new LinkedHashMap<>();

	ApplicationListeners(ApplicationContext context) {
		for (ApplicationContext current = context; current != null; current = current.getParent()) {
			if (current.containsLocalBean(AbstractApplicationContext.APPLICATION_EVENT_MULTICASTER_BEAN_NAME)) {
				this.multicasters.put(current,
						current.getBean(AbstractApplicationContext.APPLICATION_EVENT_MULTICASTER_BEAN_NAME,
								ApplicationEventMulticaster.class));
			}
		}
	}

	private static Method method(Class<?> type, String name, Class<?>... parameters) {
		Method method = ReflectionUtils.findMethod(type, name, parameters);
		if (method == null) {
			throw new IllegalStateException("This Spring Framework has no " + type.getSimpleName() + '.' + name);
		}
		ReflectionUtils.makeAccessible(method);
		return method;
	}

	List<ApplicationListener<?>> of(ChatApplicationEvent<?> event, ResolvableType type) {
		List<ApplicationListener<?>> found = new ArrayList<>();
		this.multicasters.forEach((context, multicaster) -> {
			if (multicaster instanceof AbstractApplicationEventMulticaster) {
				found.addAll(listeners(context, multicaster, event, type));
			}
			else {
				found.add(GenericApplicationListener.forEventType(ApplicationEvent.class,
						(given) -> multicaster.multicastEvent(given, type)));
			}
		});
		return found;
	}

	private static Collection<ApplicationListener<?>> listeners(ApplicationContext context,
			ApplicationEventMulticaster multicaster, ChatApplicationEvent<?> event, ResolvableType type) {
		try {
			return listeners(multicaster, event, type);
		}
		catch (RuntimeException | LinkageError ex) {
			if (context instanceof AbstractApplicationContext application) {
				return oneByOne(application, event, type);
			}
			throw ex;
		}
	}

	/**
	 * Finds listeners one by one, when one of them cannot be created or queried, such as
	 * one of a scope that is not active. That one fails when it is called.
	 */
	private static Collection<ApplicationListener<?>> oneByOne(AbstractApplicationContext context,
			ChatApplicationEvent<?> event, ResolvableType type) {
		Map<String, Supplier<ApplicationListener<?>>> candidates = new LinkedHashMap<>();
		Set<ApplicationListener<?>> others = new LinkedHashSet<>(context.getApplicationListeners());
		for (String name : context.getBeanNamesForType(ApplicationListener.class, true, false)) {
			Class<?> bean = context.getType(name, false);
			Object made = context.getBeanFactory().getSingleton(name);
			if (made instanceof ApplicationListener<?> listener) {
				others.remove(listener);
				candidates.put(name, () -> listener);
			}
			else if (!ListenerMethod.isNull(made) && (bean == null || mayListen(bean, type))) {
				candidates.put(name, () -> context.getBean(name, ApplicationListener.class));
			}
		}
		others.forEach(
				(listener) -> candidates.put(PlainListener.idOf(listener) + ' ' + candidates.size(), () -> listener));
		Set<ApplicationListener<?>> found = new LinkedHashSet<>();
		candidates.forEach((name, candidate) -> {
			try {
				ApplicationListener<?> listener = candidate.get();
				GenericApplicationListenerAdapter asked = new GenericApplicationListenerAdapter(listener);
				if (asked.supportsEventType(type) && asked.supportsSourceType(event.getSource().getClass())) {
					found.add(listener);
				}
			}
			catch (RuntimeException | LinkageError ex) {
				found.add(new BrokenListener(name, ex));
			}
		});
		List<ApplicationListener<?>> sorted = new ArrayList<>(found);
		AnnotationAwareOrderComparator.sort(sorted);
		return sorted;
	}

	private static boolean mayListen(Class<?> bean, ResolvableType type) {
		ResolvableType declared = ResolvableType.forClass(bean).as(ApplicationListener.class).getGeneric(0);
		return SmartApplicationListener.class.isAssignableFrom(bean) || declared.resolve() == null
				|| declared.isAssignableFrom(type);
	}

	@SuppressWarnings("unchecked")
	private static Collection<ApplicationListener<?>> listeners(ApplicationEventMulticaster multicaster,
			ChatApplicationEvent<?> event, ResolvableType type) {
		Collection<ApplicationListener<?>> found = (Collection<ApplicationListener<?>>) ReflectionUtils
			.invokeMethod(FIND, multicaster, event, type);
		return (found != null) ? found : List.of();
	}

	/**
	 * Calls a listener method that accepts the event as its adapter does, but without
	 * evaluating the condition again: that may count, or hand out permits.
	 */
	static void callWithoutCondition(ApplicationListenerMethodAdapter adapter, ChatApplicationEvent<?> event) {
		Object arguments = ReflectionUtils.invokeMethod(ARGUMENTS, adapter, event);
		Object result = ReflectionUtils.invokeMethod(INVOKE, adapter, arguments);
		if (result != null) {
			ReflectionUtils.invokeMethod(RESULT, adapter, result);
		}
	}

	/**
	 * Calls a listener as Spring's multicaster does.
	 */
	@SuppressWarnings("unchecked")
	static void call(ApplicationListener<?> listener, ChatApplicationEvent<?> event) {
		try {
			((ApplicationListener<ApplicationEvent>) listener).onApplicationEvent(event);
		}
		catch (ClassCastException ex) {
			if (!isOfOtherEvents(ex.getMessage(), event)) {
				throw ex;
			}
		}
	}

	/** Whether a lambda is for other events, which shows only when it is called. */
	private static boolean isOfOtherEvents(@Nullable String message, ChatApplicationEvent<?> event) {
		if (message == null) {
			return true;
		}
		String type = event.getClass().getName();
		return message.startsWith(type) || message.startsWith("class " + type);
	}

}
