package io.github.tegrabox.chat.spring.listener;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import io.github.tegrabox.chat.spring.ChatApplicationEvent;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.AbstractApplicationEventMulticaster;
import org.springframework.context.event.ApplicationEventMulticaster;
import org.springframework.context.event.GenericApplicationListener;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.core.ResolvableType;
import org.springframework.util.ReflectionUtils;

/**
 * Those who listen to an event in an application context and its parents, as their
 * multicasters tell. Called one by one, a listener that throws keeps no other from the
 * event, whatever it is and declares; in a multicaster's own loop it would.
 */
public final class ApplicationListeners {

	/**
	 * Finds listeners as multicasting does: cached, ordered, by type. Native images need
	 * a hint of it.
	 */
	public static final Method FIND = find();

	private final List<ApplicationEventMulticaster> multicasters = new ArrayList<>();

	ApplicationListeners(ApplicationContext context) {
		for (ApplicationContext current = context; current != null; current = current.getParent()) {
			if (current.containsLocalBean(AbstractApplicationContext.APPLICATION_EVENT_MULTICASTER_BEAN_NAME)) {
				this.multicasters
					.add(current.getBean(AbstractApplicationContext.APPLICATION_EVENT_MULTICASTER_BEAN_NAME,
							ApplicationEventMulticaster.class));
			}
		}
	}

	private static Method find() {
		Method method = ReflectionUtils.findMethod(AbstractApplicationEventMulticaster.class, "getApplicationListeners",
				ApplicationEvent.class, ResolvableType.class);
		if (method == null) {
			throw new IllegalStateException("This Spring Framework has another multicaster");
		}
		ReflectionUtils.makeAccessible(method);
		return method;
	}

	List<ApplicationListener<?>> of(ChatApplicationEvent<?> event, ResolvableType type) {
		List<ApplicationListener<?>> found = new ArrayList<>();
		for (ApplicationEventMulticaster multicaster : this.multicasters) {
			if (multicaster instanceof AbstractApplicationEventMulticaster) {
				found.addAll(listeners(multicaster, event, type));
			}
			else {
				found.add(GenericApplicationListener.forEventType(ApplicationEvent.class,
						(given) -> multicaster.multicastEvent(given, type)));
			}
		}
		return found;
	}

	@SuppressWarnings("unchecked")
	private static Collection<ApplicationListener<?>> listeners(ApplicationEventMulticaster multicaster,
			ChatApplicationEvent<?> event, ResolvableType type) {
		Collection<ApplicationListener<?>> found = (Collection<ApplicationListener<?>>) ReflectionUtils
			.invokeMethod(FIND, multicaster, event, type);
		return (found != null) ? found : List.of();
	}

	/**
	 * Calls a listener as a multicaster does.
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

	/** A lambda, whose type of event cannot be told before it is called. */
	private static boolean isOfOtherEvents(@Nullable String message, ChatApplicationEvent<?> event) {
		if (message == null) {
			return true;
		}
		String type = event.getClass().getName();
		return message.startsWith(type) || message.startsWith("class " + type);
	}

}
