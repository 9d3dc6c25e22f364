package io.github.tegrabox.chat.spring.listener;

import java.lang.reflect.Method;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.expression.BeanFactoryResolver;
import org.springframework.context.expression.MethodBasedEvaluationContext;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.ParameterNameDiscoverer;
import org.springframework.expression.Expression;
import org.springframework.expression.ParseException;
import org.springframework.expression.spel.SpelParserConfiguration;
import org.springframework.expression.spel.standard.SpelExpressionParser;

/**
 * Condition of a listener, in which {@code #event} is the chat event and
 * {@code #root.event} is Spring's event.
 */
final class ListenerCondition {

	private static final ParameterNameDiscoverer NAMES = new DefaultParameterNameDiscoverer();

	private final Expression expression;

	private final Method method;

	private final BeanFactory beanFactory;

	private ListenerCondition(Expression expression, Method method, BeanFactory beanFactory) {
		this.expression = expression;
		this.method = method;
		this.beanFactory = beanFactory;
	}

	static @Nullable ListenerCondition of(String text, Method method, ConfigurableBeanFactory beanFactory) {
		if (text.isBlank()) {
			return null;
		}
		try {
			SpelParserConfiguration configuration = new SpelParserConfiguration(null, beanFactory.getBeanClassLoader());
			return new ListenerCondition(new SpelExpressionParser(configuration).parseExpression(text), method,
					beanFactory);
		}
		catch (ParseException ex) {
			throw InvalidChatListenerException.of(method,
					"has a condition that is no expression: " + ex.getSimpleMessage() + " ('" + text + "').",
					"Correct the condition. It is an expression of Spring, such as "
							+ "\"#event.roomId == 'room_1'\".");
		}
	}

	boolean matches(PayloadApplicationEvent<?> event, @Nullable Object[] arguments) {
		MethodBasedEvaluationContext context = new MethodBasedEvaluationContext(new Root(event, arguments), this.method,
				arguments, NAMES);
		context.setBeanResolver(new BeanFactoryResolver(this.beanFactory));
		context.setVariable("event", event.getPayload());
		return Boolean.TRUE.equals(this.expression.getValue(context, Boolean.class));
	}

	/**
	 * The root object of the expression, with the same properties as Spring's.
	 *
	 * @param event Spring's event
	 * @param args the arguments of the method
	 */
	@SuppressWarnings("ArrayRecordComponent") // Spring's expressions use this name for an
												// array.
	record Root(ApplicationEvent event, @Nullable Object[] args) {

	}

}
