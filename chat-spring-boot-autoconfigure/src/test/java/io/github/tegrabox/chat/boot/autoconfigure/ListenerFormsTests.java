package io.github.tegrabox.chat.boot.autoconfigure;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.tegrabox.chat.event.ChatEvent;
import io.github.tegrabox.chat.event.MessageReceived;
import io.github.tegrabox.chat.event.RoomEvent;
import io.github.tegrabox.chat.event.UserJoined;
import io.github.tegrabox.chat.model.Message;
import io.github.tegrabox.chat.spring.ChatCommand;
import io.github.tegrabox.chat.spring.ChatListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.AliasFor;
import org.springframework.core.annotation.Order;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests of the forms that a listener may have: classes, methods, annotations, commands
 * and conditions.
 */
class ListenerFormsTests {

	private static final List<String> calls = new CopyOnWriteArrayList<>();

	private AnnotationConfigApplicationContext context;

	private void start(Class<?>... types) {
		calls.clear();
		this.context = new AnnotationConfigApplicationContext();
		this.context.getBeanFactory().setConversionService(ApplicationConversionService.getSharedInstance());
		this.context.register(types);
		this.context.register(ChatListenerAutoConfiguration.class);
		this.context.refresh();
	}

	@AfterEach
	void stop() {
		this.context.close();
	}

	private void say(String text) {
		this.context.publishEvent(new MessageReceived(
				new Message("msg_1", "room_1", "usr_1", "Ada", text, Instant.now()), false, Instant.now()));
	}

	private void join() {
		this.context.publishEvent(new UserJoined("room_1", "usr_1", "Ada", false, Instant.now()));
	}

	@Test
	void aTypeVariableIsOfTheClassThatListens() {
		start(Sub.class);
		say("x");
		join();
		assertThat(calls).containsExactly("sub MessageReceived");
	}

	@Test
	void aListenerOfAGenericInterfaceIsCalledOnce() {
		start(Impl.class);
		say("x");
		join();
		assertThat(calls).containsExactly("impl x");
	}

	@Test
	void aProxyOfAGenericInterfaceIsCalled() {
		start(ProxyConfig.class);
		say("x");
		join();
		assertThat(calls).containsExactly("impl x");
	}

	@Test
	void anAsyncMethodBehindAnInterfaceIsCalled() {
		start(AsyncConfig.class, AsyncImpl.class);
		say("x");
		await().atMost(Duration.ofSeconds(120)).until(() -> calls.size() == 1);
		assertThat(calls.get(0)).startsWith("async x");
	}

	@Test
	void aDefaultMethodListens() {
		start(DefaultImpl.class);
		say("x");
		assertThat(calls).containsExactly("default x");
	}

	@Test
	void anInheritedMethodListens() {
		start(Inheriting.class);
		say("x");
		assertThat(calls).containsExactly("inherited x");
	}

	@Test
	void anOverridingMethodListensOnce() {
		start(Overriding.class);
		say("x");
		assertThat(calls).containsExactly("overridden x");
	}

	@Test
	void privateAndStaticMethodsListen() {
		start(PrivateOnes.class);
		say("x");
		assertThat(calls).containsExactlyInAnyOrder("private x", "static x");
	}

	@Test
	void aRecordListens() {
		start(RecordBean.class);
		say("!record 1 two");
		assertThat(calls).containsExactly("record 1 two");
	}

	@Test
	void attributesOfComposedAnnotationsApply() {
		start(Aliased.class);
		say("hello");
		say("!meta 3");
		assertThat(calls).containsExactly("aliased hello", "aliased !meta 3", "meta 3");
	}

	@Test
	void configurationsAndWhatTheyMakeListen() {
		start(Conf.class);
		say("x");
		assertThat(calls).containsExactlyInAnyOrder("configuration x", "produced x", "scoped x", "declared x");
	}

	@Test
	void theOrderIsThatOfAllListeners() {
		start(Late.class, Early.class);
		say("x");
		assertThat(calls).containsExactly("early", "middle", "late");
	}

	@Test
	void variablesBecomeWhatTheParametersAre() {
		start(Types.class);
		say("!types 1.5 monday 10s true 2,3 a b");
		say("!types 1.5 someday 10s true 2,3 a");
		say("!opt 5");
		say("!int 99999999999");
		say("!int  7 ");
		say("\u00a0!INT\u20037");
		assertThat(calls).containsExactly("1.5 MONDAY PT10S true [2, 3] a b", "Optional[5]", "7", "7");
	}

	@Test
	void anyTextMayBeACommandAndItsVariables() {
		start(Texts.class);
		say("⏰ 5 ☕ <b>tea</b> & \"x\"");
		say("!a+b (c) [x]");
		say("!a+b (c)");
		say("!echo " + "x".repeat(100_000));
		say("ТЕСТ я");
		say("!echo \u0000\u202e");
		say("!ECHO");
		assertThat(calls).containsExactly("5 ☕ <b>tea</b> & \"x\"", "[x]", "100000", "я", "2");
	}

	@Test
	void conditionsReadWhatTheyReadInSpring() {
		start(Conditions.class, Helper.class);
		say("x");
		say("y");
		assertThat(calls).containsExactlyInAnyOrder("param x", "bean x", "root x", "args x", "both x");
	}

	abstract static class Base<E extends ChatEvent> {

		@ChatListener
		public void on(E event) {
			calls.add("sub " + event.getClass().getSimpleName());
		}

	}

	static class Sub extends Base<MessageReceived> {

	}

	interface Handler<E extends RoomEvent> {

		@ChatListener
		String handle(E event);

	}

	static class Impl implements Handler<MessageReceived> {

		@Override
		public String handle(MessageReceived event) {
			calls.add("impl " + event.message().content());
			return null;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ProxyConfig {

		@SuppressWarnings("unchecked")
		@Bean
		Handler<MessageReceived> handler() {
			ProxyFactory f = new ProxyFactory(new Impl());
			f.setInterfaces(Handler.class);
			return (Handler<MessageReceived>) f.getProxy();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAsync
	static class AsyncConfig {

	}

	interface AsyncHandler {

		CompletableFuture<String> handle(Message message);

	}

	static class AsyncImpl implements AsyncHandler {

		@Async
		@ChatListener
		@Override
		public CompletableFuture<String> handle(Message message) {
			calls.add("async " + message.content() + Thread.currentThread().getName());
			return CompletableFuture.completedFuture(null);
		}

	}

	interface WithDefault {

		@ChatListener
		default void on(Message message) {
			calls.add("default " + message.content());
		}

	}

	static class DefaultImpl implements WithDefault {

	}

	static class Parent {

		@ChatListener
		void on(Message message) {
			calls.add("inherited " + message.content());
		}

	}

	static class Inheriting extends Parent {

	}

	static class Overriding extends Parent {

		@Override
		void on(Message message) {
			calls.add("overridden " + message.content());
		}

	}

	static class PrivateOnes {

		@ChatListener
		private void one(Message message) {
			calls.add("private " + message.content());
		}

		@ChatListener
		static void two(Message message) {
			calls.add("static " + message.content());
		}

	}

	record RecordBean() {
		@ChatCommand("!record {number} {word}")
		void on(int number, String word) {
			calls.add("record " + number + " " + word);
		}
	}

	@Target(ElementType.METHOD)
	@Retention(RetentionPolicy.RUNTIME)
	@ChatListener
	@interface InRoom {

		@AliasFor(annotation = ChatListener.class, attribute = "rooms")
		String[] value();

		@AliasFor(annotation = ChatListener.class)
		String id() default "";

	}

	@Target(ElementType.METHOD)
	@Retention(RetentionPolicy.RUNTIME)
	@ChatCommand("!meta {n}")
	@interface Meta {

		@AliasFor(annotation = ChatCommand.class)
		String description() default "d";

	}

	static class Aliased {

		@Order(1)
		@InRoom("room_*")
		void on(Message message) {
			calls.add("aliased " + message.content());
		}

		@InRoom(value = "other", id = "o")
		void off(Message message) {
			calls.add("off " + message.content());
		}

		@Order
		@Meta
		void meta(int n) {
			calls.add("meta " + n);
		}

	}

	@Configuration
	static class Conf {

		@ChatListener
		void on(Message message) {
			calls.add("configuration " + message.content());
		}

		@Bean
		FactoryBean<Produced> produced() {
			return new FactoryBean<>() {
				@Override
				public Produced getObject() {
					return new Produced();
				}

				@Override
				public Class<?> getObjectType() {
					return Produced.class;
				}
			};
		}

		@Bean
		@Scope(value = "prototype", proxyMode = ScopedProxyMode.TARGET_CLASS)
		ScopedBean scopedBean() {
			return new ScopedBean();
		}

		@Bean
		Runnable declared() {
			return new Declared();
		}

	}

	static class Produced {

		@ChatListener
		void on(Message message) {
			calls.add("produced " + message.content());
		}

	}

	static class ScopedBean {

		@ChatListener
		void on(Message message) {
			calls.add("scoped " + message.content());
		}

	}

	static class Declared implements Runnable {

		@ChatListener
		void on(Message message) {
			calls.add("declared " + message.content());
		}

		@Override
		public void run() {
		}

	}

	static class Late {

		@Order(3)
		@ChatListener
		void late(Message message) {
			calls.add("late");
		}

		@Order(2)
		@EventListener
		void middle(MessageReceived e) {
			calls.add("middle");
		}

	}

	static class Early {

		@Order(1)
		@ChatListener
		void early(Message message) {
			calls.add("early");
		}

	}

	static class Types {

		@ChatCommand("!types {a} {b} {c} {d} {e} {*f}")
		void on(BigDecimal a, DayOfWeek b, Duration c, boolean d, List<Integer> e, String f) {
			calls.add(a + " " + b + " " + c + " " + d + " " + e + " " + f);
		}

		@ChatCommand("!opt {a}")
		void opt(Optional<Integer> a) {
			calls.add(a.toString());
		}

		@ChatCommand("!int {a}")
		void i(Integer a) {
			calls.add(a.toString());
		}

	}

	static class Texts {

		@ChatCommand("⏰ {minutes} {*text}")
		void tea(int minutes, String text) {
			calls.add(minutes + " " + text);
		}

		@ChatCommand("!a+b (c) {x}")
		void odd(String x) {
			calls.add(x);
		}

		@ChatCommand("!echo {*text}")
		void echo(String text) {
			calls.add(String.valueOf(text.length()));
		}

		@ChatCommand("тест {x}")
		void cyr(String x) {
			calls.add(x);
		}

	}

	static class Helper {

		public boolean isX(Message m) {
			return m.content().equals("x");
		}

	}

	static class Conditions {

		@ChatListener(condition = "#message.content() == 'x'")
		void param(Message message) {
			calls.add("param " + message.content());
		}

		@ChatListener(condition = "@'listenerFormsTests.Helper'.isX(#event.message())", id = "b")
		void bean(Message message) {
			calls.add("bean " + message.content());
		}

		@ChatListener(condition = "#root.event.payload.message().content() == 'x'")
		void root(Message message) {
			calls.add("root " + message.content());
		}

		@ChatListener(condition = "#root.args[0].content() == 'x' and #a0 == #p0")
		void args(Message message) {
			calls.add("args " + message.content());
		}

		@ChatListener(condition = "#event.roomId == 'room_1' && #event.message.content == 'x'")
		void both(RoomEvent event) {
			calls.add("both " + ((MessageReceived) event).message().content());
		}

	}

}
