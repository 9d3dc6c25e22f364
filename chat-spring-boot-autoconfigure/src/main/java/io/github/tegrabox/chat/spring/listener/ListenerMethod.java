package io.github.tegrabox.chat.spring.listener;

import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

import io.github.tegrabox.chat.ChatClient;
import io.github.tegrabox.chat.ReactiveChatClient;
import io.github.tegrabox.chat.event.ChatEvent;
import io.github.tegrabox.chat.event.MessageReceived;
import io.github.tegrabox.chat.event.RoomEvent;
import io.github.tegrabox.chat.event.SocketError;
import io.github.tegrabox.chat.event.UserEvent;
import io.github.tegrabox.chat.model.Message;
import io.github.tegrabox.chat.socket.ChatSocket;
import io.github.tegrabox.chat.spring.ChatApplicationEvent;
import io.github.tegrabox.chat.spring.ChatCommand;
import io.github.tegrabox.chat.spring.ChatListener;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.core.BridgeMethodResolver;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.KotlinDetector;
import org.springframework.core.MethodParameter;
import org.springframework.core.Ordered;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.Order;
import org.springframework.core.convert.ConversionException;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.format.datetime.standard.DurationFormatterUtils;
import org.springframework.format.support.DefaultFormattingConversionService;
import org.springframework.util.PatternMatchUtils;
import org.springframework.util.ReflectionUtils;
import org.springframework.util.StringUtils;

/**
 * Method with {@link ChatListener} or {@link ChatCommand}: selects its events and
 * provides its arguments.
 */
final class ListenerMethod {

	private static final Set<Class<?>> EVENTS = leaves(ChatEvent.class);

	/** Longer ages make no sense, and the longest would exceed {@link Instant}. */
	private static final Duration LONGEST_AGE = Duration.ofDays(36500);

	private final String beanName;

	private final Method method;

	/** The method with the annotations and the declared parameter types. */
	private final Method declared;

	private final ConfigurableBeanFactory beanFactory;

	private final Clock clock;

	private final BiPredicate<ListenerMethod, ChatApplicationEvent<?>> others;

	private final String id;

	private final int order;

	private final boolean own;

	private final List<String> rooms;

	private final @Nullable Duration maxAge;

	private final @Nullable CommandPattern command;

	private final String description;

	private final List<Parameter> parameters;

	private final Set<Class<?>> events;

	private final @Nullable ListenerCondition condition;

	/**
	 * Analyses a method.
	 * @param others returns whether, for a method, an event is the command of another
	 * method
	 */
	ListenerMethod(String beanName, Class<?> type, Method method, ConfigurableBeanFactory beanFactory, Clock clock,
			BiPredicate<ListenerMethod, ChatApplicationEvent<?>> others) {
		this.beanName = beanName;
		this.method = BridgeMethodResolver.findBridgedMethod(method);
		this.declared = Proxy.isProxyClass(type) ? this.method : AopUtils.getMostSpecificMethod(this.method, type);
		this.beanFactory = beanFactory;
		this.clock = clock;
		this.others = others;
		ChatListener listener = find(ChatListener.class);
		if (listener == null) {
			throw new IllegalArgumentException("No listener: " + method);
		}
		ChatCommand annotation = find(ChatCommand.class);
		Order ordered = find(Order.class);
		this.id = listener.id().isEmpty() ? beanName + '.' + this.declared.getName() : listener.id();
		this.order = (ordered != null) ? ordered.value() : Ordered.LOWEST_PRECEDENCE;
		this.own = listener.own();
		this.rooms = rooms(listener);
		this.maxAge = maxAge(listener);
		this.command = (annotation != null) ? command(annotation) : null;
		this.description = (annotation != null) ? annotation.description() : "";
		this.parameters = parameters(type);
		this.events = events(listener);
		checkResult(type);
		this.condition = ListenerCondition.of(listener.condition(), this.declared, beanFactory);
		ReflectionUtils.makeAccessible(this.method);
	}

	private <A extends Annotation> @Nullable A find(Class<A> annotation) {
		A found = AnnotatedElementUtils.findMergedAnnotation(this.declared, annotation);
		return (found != null) ? found : AnnotatedElementUtils.findMergedAnnotation(this.method, annotation);
	}

	private InvalidChatListenerException invalid(String problem, String remedy) {
		return InvalidChatListenerException.of(this.declared, problem, remedy);
	}

	private List<String> rooms(ChatListener listener) {
		if (listener.rooms().length == 0) {
			return List.of("*");
		}
		List<String> rooms = Arrays.stream(listener.rooms())
			.flatMap((value) -> Arrays.stream(resolve("rooms", value).split(",")))
			.map(String::strip)
			.filter(StringUtils::hasText)
			.toList();
		if (rooms.isEmpty()) {
			throw invalid("listens to no room: 'rooms' is blank (" + String.join(", ", listener.rooms()) + ").",
					"Name the rooms, or leave 'rooms' out to listen to all of them.");
		}
		return rooms;
	}

	private String resolve(String attribute, String value) {
		try {
			String resolved = this.beanFactory.resolveEmbeddedValue(value);
			if (resolved != null && resolved.contains("${")) {
				throw new IllegalArgumentException("Could not resolve '" + resolved + "'");
			}
			return (resolved != null) ? resolved : "";
		}
		catch (IllegalArgumentException ex) {
			throw invalid("has a placeholder that nothing fills, in '" + attribute + "': " + ex.getMessage() + ".",
					"Set the property, or give it a default as in ${name:default}.");
		}
	}

	private @Nullable Duration maxAge(ChatListener listener) {
		String value = resolve("maxAge", listener.maxAge()).strip();
		if (value.isEmpty()) {
			return null;
		}
		Duration age;
		try {
			age = DurationFormatterUtils.detectAndParse(value);
		}
		catch (IllegalArgumentException ex) {
			throw invalid("has '" + value + "' as 'maxAge', which is no duration.",
					"Write a duration such as 10m, 2h or PT1H30M.");
		}
		if (age.isNegative() || age.isZero() || age.compareTo(LONGEST_AGE) > 0) {
			throw invalid("has '" + value + "' as 'maxAge', which no message can be measured by.", "Write a duration "
					+ "of more than nothing and at most 36500d, or leave 'maxAge' out to listen whatever the age.");
		}
		return age;
	}

	private CommandPattern command(ChatCommand annotation) {
		String value = resolve("value", annotation.value());
		try {
			return CommandPattern.parse(value);
		}
		catch (IllegalArgumentException ex) {
			throw invalid("has a command, '" + value + "', that " + ex.getMessage() + ".",
					"Write it like \"!remind {minutes} {*text}\": words, then variables; only the last may begin "
							+ "with an asterisk.");
		}
	}

	private List<Parameter> parameters(Class<?> type) {
		if (KotlinDetector.isSuspendingFunction(this.declared)) {
			throw invalid("is a suspending function, and nothing would resume it.",
					"Return a Mono, as mono { … } of kotlinx-coroutines-reactor makes one.");
		}
		Set<String> variables = (this.command != null) ? this.command.variables() : Set.of();
		@Nullable String[] names = new DefaultParameterNameDiscoverer().getParameterNames(this.declared);
		List<Parameter> parameters = new ArrayList<>();
		for (int i = 0; i < this.declared.getParameterCount(); i++) {
			MethodParameter parameter = new MethodParameter(this.declared, i).withContainingClass(type);
			String name = (names != null) ? names[i] : null;
			if (name != null && variables.contains(name)) {
				parameters.add(variable(parameter, name));
				continue;
			}
			Parameter byType = byType(ResolvableType.forMethodParameter(parameter));
			if (byType == null) {
				throw unfillable(parameter, name, variables);
			}
			parameters.add(byType);
		}
		return parameters;
	}

	private InvalidChatListenerException unfillable(MethodParameter parameter, @Nullable String name,
			Set<String> variables) {
		String which = "parameter " + (parameter.getParameterIndex() + 1);
		if (name == null && !variables.isEmpty()) {
			return invalid("has a " + which + " whose name is not known, so that no variable of '" + this.command
					+ "' can be given to it.", "Compile with -parameters (Kotlin: -java-parameters).");
		}
		String type = parameter.getParameterType().getName();
		return invalid("has a " + which + " that nothing fills: " + type + ((name != null) ? ' ' + name : "") + '.',
				(this.command != null)
						? "A parameter is the event, or a Message, ChatSocket, ChatClient or ReactiveChatClient, or has "
								+ "the name of a variable of the command."
						: "A parameter is the event, or a Message, ChatSocket, ChatClient or ReactiveChatClient. Let the "
								+ "bean have everything else injected.");
	}

	private Parameter variable(MethodParameter parameter, String name) {
		TypeDescriptor target = new TypeDescriptor(parameter);
		ConversionService conversion = conversion();
		TypeDescriptor text = TypeDescriptor.valueOf(String.class);
		if (!conversion.canConvert(text, target)) {
			throw invalid(
					"has a parameter '" + name + "' that no text can become: " + parameter.getParameterType().getName()
							+ '.',
					"Take a String, or add a converter from String to the ConversionService of the application.");
		}
		return new Parameter(null, (event, values) -> {
			Object converted = conversion.convert(values.get(name), text, target);
			if (converted == null) {
				throw new BlankValueException(name);
			}
			return converted;
		});
	}

	private ConversionService conversion() {
		ConversionService conversion = this.beanFactory.getConversionService();
		return (conversion != null) ? conversion : SharedConversion.INSTANCE;
	}

	private @Nullable Parameter byType(ResolvableType type) {
		Class<?> raw = type.toClass();
		if (ChatEvent.class.isAssignableFrom(raw)) {
			return new Parameter(raw, (event, values) -> event.getPayload());
		}
		if (raw == Object.class) {
			return new Parameter(ChatEvent.class, (event, values) -> event.getPayload());
		}
		if (raw.isAssignableFrom(ChatApplicationEvent.class) && ApplicationEvent.class.isAssignableFrom(raw)) {
			Class<?> payload = type.as(PayloadApplicationEvent.class).getGeneric(0).resolve(ChatEvent.class);
			return new Parameter((payload == Object.class) ? ChatEvent.class : payload, (event, values) -> event);
		}
		if (raw == Message.class) {
			return new Parameter(MessageReceived.class,
					(event, values) -> ((MessageReceived) event.getPayload()).message());
		}
		if (raw == ChatSocket.class || raw == ChatClient.class || raw == ReactiveChatClient.class) {
			return new Parameter(null, (event, values) -> this.beanFactory.getBean(raw));
		}
		return null;
	}

	private Set<Class<?>> events(ChatListener listener) {
		boolean told = listener.classes().length > 0 || this.command != null
				|| this.parameters.stream().anyMatch((parameter) -> parameter.requires != null);
		if (!told) {
			throw invalid("takes no event, so that none can reach it.",
					"Give it a parameter of the type of the event, such as MessageReceived or Message.");
		}
		Set<Class<?>> events = new LinkedHashSet<>(EVENTS);
		events.removeIf((event) -> this.command != null && event != MessageReceived.class);
		events.removeIf((event) -> !isAmong(event, listener.classes()));
		for (Parameter parameter : this.parameters) {
			Class<?> required = parameter.requires;
			events.removeIf((event) -> required != null && !required.isAssignableFrom(event));
		}
		if (!this.rooms.equals(List.of("*"))) {
			events.removeIf((event) -> !hasRoom(event));
		}
		if (events.isEmpty()) {
			throw invalid("takes parameters that no event has all together, so that none can reach it.",
					"Take one type of event; a Message and a command come with MessageReceived only, and events of the "
							+ "connection are in no room.");
		}
		return events;
	}

	private static boolean isAmong(Class<?> event, Class<?>[] types) {
		return types.length == 0 || Arrays.stream(types)
			.anyMatch((type) -> type.isAssignableFrom(event) || type.isAssignableFrom(ChatApplicationEvent.class));
	}

	private static boolean hasRoom(Class<?> event) {
		return RoomEvent.class.isAssignableFrom(event) || event == SocketError.class;
	}

	private static Set<Class<?>> leaves(Class<?> type) {
		Set<Class<?>> leaves = new LinkedHashSet<>();
		Class<?>[] permitted = type.getPermittedSubclasses();
		if (permitted == null) {
			leaves.add(type);
			return leaves;
		}
		Arrays.stream(permitted).forEach((subtype) -> leaves.addAll(leaves(subtype)));
		return leaves;
	}

	private void checkResult(Class<?> type) {
		ResolvableType result = ResolvableType.forMethodReturnType(this.declared, type);
		switch (ResultTypes.of(result)) {
			case UNSENDABLE -> throw invalid("returns something that cannot be sent to a room: " + result + '.',
					"Return text, a ChatReply, or an array, Collection, Stream, Optional, Mono, Flux or CompletionStage "
							+ "of them; or nothing, as void or Mono<Void>.");
			case TEXT -> {
				if (this.events.stream().noneMatch(ListenerMethod::hasRoom)) {
					throw invalid("returns text, and its events are in no room.",
							"Return ChatReply.to(roomId, text), or nothing.");
				}
			}
			default -> {
			}
		}
	}

	String id() {
		return this.id;
	}

	int order() {
		return this.order;
	}

	Method method() {
		return this.declared;
	}

	@Nullable CommandPattern command() {
		return this.command;
	}

	String description() {
		return this.description;
	}

	/**
	 * Returns whether its bean has been created and is {@code null}.
	 */
	boolean isAbsent() {
		return isNull(this.beanFactory.getSingleton(this.beanName));
	}

	/**
	 * Returns whether a bean is Spring's placeholder for {@code null}.
	 */
	@SuppressWarnings("EqualsNull") // The placeholder can be recognized only by this.
	static boolean isNull(@Nullable Object bean) {
		return bean != null && bean.equals(null);
	}

	boolean listensTo(Class<?> event) {
		return this.events.contains(event);
	}

	boolean listensInRoom(@Nullable String roomId) {
		if (this.rooms.get(0).equals("*")) {
			return true;
		}
		return roomId != null && this.rooms.stream().anyMatch((room) -> PatternMatchUtils.simpleMatch(room, roomId));
	}

	/**
	 * Prepares the call for an event.
	 * @return the call, or {@code null} if the event is not for this method
	 */
	@Nullable Call prepare(ChatApplicationEvent<?> event) {
		Call call = callFor(event);
		return (call instanceof Usage && this.others.test(this, event)) ? null : call;
	}

	/**
	 * Returns whether an event is this command with fitting arguments.
	 */
	boolean isGivenBy(ChatApplicationEvent<?> event) {
		try {
			Call call = (this.command != null) ? callFor(event) : null;
			return call != null && !(call instanceof Usage);
		}
		catch (RuntimeException ex) {
			// Its own call will report the failure.
			return true;
		}
	}

	private @Nullable Call callFor(ChatApplicationEvent<?> event) {
		ChatEvent payload = event.getPayload();
		if (!this.events.contains(payload.getClass()) || (!this.own && payload instanceof UserEvent user && user.own())
				|| !listensInRoom(Results.roomOf(payload)) || isTooOld(payload) || isAbsent()) {
			return null;
		}
		Map<String, String> values = Map.of();
		if (this.command != null) {
			CommandPattern.Match match = this.command.match(((MessageReceived) payload).message().content());
			if (match == null) {
				return null;
			}
			if (match.values() == null) {
				return new Usage(this.command);
			}
			values = match.values();
		}
		@Nullable Object[] arguments;
		try {
			arguments = arguments(event, values);
		}
		catch (ConversionException | BlankValueException ex) {
			return new Usage(this.command);
		}
		if (this.condition != null && !this.condition.matches(event, arguments)) {
			return null;
		}
		return () -> invoke(arguments);
	}

	private boolean isTooOld(ChatEvent event) {
		if (this.maxAge == null || !(event instanceof MessageReceived received)) {
			return false;
		}
		Instant createdAt = received.message().createdAt();
		Instant time = (createdAt != null) ? createdAt : received.receivedAt();
		return time.isBefore(this.clock.instant().minus(this.maxAge));
	}

	private @Nullable Object[] arguments(ChatApplicationEvent<?> event, Map<String, String> values) {
		@Nullable Object[] arguments = new Object[this.parameters.size()];
		for (int i = 0; i < arguments.length; i++) {
			arguments[i] = this.parameters.get(i).filler.fill(event, values);
		}
		return arguments;
	}

	private @Nullable Object invoke(@Nullable Object[] arguments) throws Throwable {
		Object bean = this.beanFactory.getBean(this.beanName);
		if (isNull(bean)) {
			return null;
		}
		try {
			return this.method.invoke(bean, arguments);
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

	@Override
	public String toString() {
		return this.id;
	}

	/**
	 * A call of a listener.
	 */
	@FunctionalInterface
	interface Call {

		@Nullable Object proceed() throws Throwable;

	}

	/**
	 * The reply to a command whose arguments do not fit.
	 */
	private record Usage(@Nullable CommandPattern command) implements Call {

		@Override
		public Object proceed() {
			return "Usage: " + this.command;
		}

	}

	@FunctionalInterface
	private interface Filler {

		@Nullable Object fill(ChatApplicationEvent<?> event, Map<String, String> values);

	}

	/**
	 * A parameter.
	 *
	 * @param requires the type that an event must have to provide the argument
	 * @param filler creates the argument
	 */
	private record Parameter(@Nullable Class<?> requires, Filler filler) {

	}

	/** An empty word that was converted to {@code null}, as "" for a number. */
	private static final class BlankValueException extends RuntimeException {

		BlankValueException(String name) {
			super(name, null, false, false);
		}

	}

	private static final class SharedConversion {

		static final ConversionService INSTANCE = new DefaultFormattingConversionService();

	}

}
