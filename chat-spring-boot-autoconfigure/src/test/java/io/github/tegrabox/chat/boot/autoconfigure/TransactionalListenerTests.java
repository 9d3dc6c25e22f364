package io.github.tegrabox.chat.boot.autoconfigure;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.sql.DataSource;

import io.github.tegrabox.chat.event.MessageReceived;
import io.github.tegrabox.chat.model.Message;
import io.github.tegrabox.chat.spring.ChatApplicationEvent;
import io.github.tegrabox.chat.spring.ChatListener;
import io.github.tegrabox.chat.spring.listener.ChatEventPublisher;
import io.github.tegrabox.chat.spring.listener.InvalidChatListenerException;
import io.github.tegrabox.chat.spring.listener.ListenerFigures;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.BeanCreationException;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Primary;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseBuilder;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseType;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests of listeners that wait for a transaction, against a database and a server.
 */
class TransactionalListenerTests extends ListenerFixture {

	@Test
	void everyPhaseIsCalledInATransactionOfItsOwn() {
		this.runner.withUserConfiguration(OneManager.class).withBean(Phases.class).run((context) -> {
			say(context, "hello");
			Phases phases = context.getBean(Phases.class);
			await().atMost(WAIT).until(() -> phases.calls.size() >= 6);
			assertThat(phases.calls).containsExactlyInAnyOrder("before true", "commit", "commit event", "completion",
					"plain false", "ours false");
			assertThat(phases.calls.indexOf("before true")).isLessThan(phases.calls.indexOf("commit"));
			assertThat(context.getBean(JdbcTemplate.class).queryForList("select content from note", String.class))
				.containsExactly("hello");
			assertThat(this.failures).isEmpty();
		});
	}

	@Test
	void aFailureAfterTheCommitReachesTheErrorHandler() {
		this.runner.withUserConfiguration(OneManager.class)
			.withBean(FailingAfterCommit.class)
			.withBean(Phases.class)
			.run((context) -> {
				say(context, "hello");
				Phases phases = context.getBean(Phases.class);
				await().atMost(WAIT).until(() -> !this.failures.isEmpty() && phases.calls.contains("commit"));
				assertThat(this.failures).singleElement().satisfies((failure) -> {
					assertThat(failure.error()).hasMessage("after the commit");
					assertThat(failure.listenerId()).contains("FailingAfterCommit.on(");
					assertThat(failure.attempts()).isEqualTo(1);
					assertThat(failure.event()).isInstanceOf(MessageReceived.class);
				});
				await().atMost(WAIT)
					.untilAsserted(() -> assertThat(figures(context, "FailingAfterCommit.on(")).satisfies((figures) -> {
						assertThat(figures.calls()).isEqualTo(1);
						assertThat(figures.failures()).isEqualTo(1);
						assertThat(figures.lastFailure().type()).isEqualTo(IllegalStateException.class.getName());
					}));
				assertThat(figures(context, "Phases.commit(").failures()).isZero();
				assertThat(figures(context, "transaction").failures()).isZero();
			});
	}

	private static ListenerFigures figures(ApplicationContext context, String id) {
		return context.getBean(ChatEventPublisher.class)
			.listeners()
			.stream()
			.filter((figures) -> figures.id().contains(id))
			.findFirst()
			.orElseThrow();
	}

	@Test
	void aFailureBeforeTheCommitRollsBackAndReachesTheErrorHandlerOnce() {
		this.runner.withUserConfiguration(OneManager.class).withBean(FailingBeforeCommit.class).run((context) -> {
			say(context, "hello");
			FailingBeforeCommit listener = context.getBean(FailingBeforeCommit.class);
			await().atMost(WAIT).until(() -> !this.failures.isEmpty() && listener.rolledBack.size() == 1);
			assertThat(this.failures).singleElement()
				.satisfies((failure) -> assertThat(failure.error()).hasMessage("before the commit"));
			assertThat(context.getBean(JdbcTemplate.class).queryForList("select content from note", String.class))
				.isEmpty();
		});
	}

	@Test
	void withoutATransactionManagerTheApplicationDoesNotStart() {
		this.runner.withBean(FailingAfterCommit.class)
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.isInstanceOfSatisfying(InvalidChatListenerException.class, (ex) -> {
					assertThat(ex).hasMessageContaining("FailingAfterCommit.on(")
						.hasMessageContaining("there is no transaction manager");
					assertThat(ex.remedy()).contains("fallbackExecution = true");
				}));
	}

	@Test
	void withoutATransactionManagerAFallbackIsCalledAllTheSame() {
		this.runner.withBean(Fallback.class).run((context) -> {
			say(context, "hello");
			Fallback fallback = context.getBean(Fallback.class);
			await().atMost(WAIT).until(() -> fallback.calls.contains("hello"));
			await().atMost(WAIT).until(() -> !this.failures.isEmpty());
			assertThat(this.failures).singleElement()
				.satisfies((failure) -> assertThat(failure.error()).hasMessage("fallback"));
		});
	}

	@Test
	void ofSeveralManagersThePrimaryOneIsTaken() {
		this.runner.withUserConfiguration(OneManager.class, SecondManager.class)
			.withBean(Phases.class)
			.run((context) -> {
				say(context, "hello");
				Phases phases = context.getBean(Phases.class);
				await().atMost(WAIT).until(() -> phases.calls.contains("completion"));
				assertThat(phases.resources).containsOnly(context.getBean("dataSource"));
			});
	}

	@Test
	void ofSeveralManagersOneHasToBePrimary() {
		this.runner.withUserConfiguration(SecondManager.class, ThirdManager.class)
			.withBean(FailingAfterCommit.class)
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.isInstanceOf(InvalidChatListenerException.class)
				.hasMessageContaining("several transaction managers"));
	}

	@Test
	void aTransactionalListenerIsCalledThroughItsProxy() {
		this.runner.withUserConfiguration(OneManager.class).withBean(Storing.class).run((context) -> {
			say(context, "bad", "good");
			JdbcTemplate jdbc = context.getBean(JdbcTemplate.class);
			await().atMost(WAIT)
				.until(() -> jdbc.queryForList("select content from note", String.class), List.of("good")::equals);
			// What the failed attempts wrote was rolled back, each time.
			await().atMost(WAIT).until(() -> this.failures.size() == 1);
			assertThat(this.failures.get(0).attempts()).isEqualTo(3);
			assertThat(this.failures.get(0).listenerId()).endsWith(".store");
		});
	}

	@Test
	void aLazyTransactionManagerIsMadeForThoseThatNeedItOnly() {
		this.runner.withUserConfiguration(BrokenManager.class).withBean(Plain.class).run((context) -> {
			assertThat(context).hasNotFailed();
			say(context, "hello");
			Plain plain = context.getBean(Plain.class);
			await().atMost(WAIT).until(() -> plain.calls.contains("hello"));
			assertThat(this.failures).isEmpty();
		});
		this.runner.withUserConfiguration(BrokenManager.class)
			.withBean(FailingAfterCommit.class)
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.isInstanceOf(BeanCreationException.class)
				.hasRootCauseMessage("no database"));
	}

	@Test
	void aTransactionManagerThatCannotBeMadeKeepsNoOtherListenerFromAnEvent() {
		this.runner.withUserConfiguration(BrokenManager.class)
			.withBean(Plain.class)
			.withBean(TransactionalAny.class)
			.run((context) -> {
				assertThat(context).hasNotFailed();
				say(context, "hello");
				Plain plain = context.getBean(Plain.class);
				await().atMost(WAIT).until(() -> plain.calls.contains("hello"));
				await().atMost(WAIT)
					.until(() -> this.failures.stream()
						.anyMatch((failure) -> failure.event() instanceof MessageReceived));
				assertThat(this.failures).allSatisfy((failure) -> {
					assertThat(failure.error()).hasRootCauseMessage("no database");
					assertThat(failure.listenerId()).contains("TransactionalAny.on(");
				});
			});
	}

	private void say(ApplicationContext context, String... contents) {
		isJoined(context);
		for (String content : contents) {
			this.server.createMessage(this.room, this.alice, content);
		}
	}

	static class Phases {

		private final List<String> calls = new CopyOnWriteArrayList<>();

		private final List<Object> resources = new CopyOnWriteArrayList<>();

		private final JdbcTemplate jdbc;

		Phases(JdbcTemplate jdbc) {
			this.jdbc = jdbc;
		}

		@TransactionalEventListener(phase = TransactionPhase.BEFORE_COMMIT)
		void before(MessageReceived event) {
			this.calls.add("before " + TransactionSynchronizationManager.isActualTransactionActive());
			this.resources.addAll(TransactionSynchronizationManager.getResourceMap().keySet());
			this.jdbc.update("insert into note values (?)", event.message().content());
		}

		@TransactionalEventListener
		void commit(MessageReceived event) {
			this.calls.add("commit");
		}

		@TransactionalEventListener
		void commitOfAnEvent(ChatApplicationEvent<MessageReceived> event) {
			this.calls.add("commit event");
		}

		@TransactionalEventListener(phase = TransactionPhase.AFTER_COMPLETION)
		void completion(MessageReceived event) {
			this.calls.add("completion");
		}

		@TransactionalEventListener(phase = TransactionPhase.AFTER_ROLLBACK)
		void rollback(MessageReceived event) {
			this.calls.add("rollback");
		}

		@EventListener
		void plain(MessageReceived event) {
			this.calls.add("plain " + TransactionSynchronizationManager.isActualTransactionActive());
		}

		@ChatListener
		void ours(MessageReceived event) {
			this.calls.add("ours " + TransactionSynchronizationManager.isActualTransactionActive());
		}

	}

	static class FailingAfterCommit {

		@TransactionalEventListener
		void on(MessageReceived event) {
			throw new IllegalStateException("after the commit");
		}

	}

	static class FailingBeforeCommit {

		private final List<String> rolledBack = new CopyOnWriteArrayList<>();

		private final JdbcTemplate jdbc;

		FailingBeforeCommit(JdbcTemplate jdbc) {
			this.jdbc = jdbc;
		}

		@TransactionalEventListener(phase = TransactionPhase.BEFORE_COMMIT)
		void on(MessageReceived event) {
			this.jdbc.update("insert into note values (?)", event.message().content());
			throw new IllegalStateException("before the commit");
		}

		@TransactionalEventListener(phase = TransactionPhase.AFTER_ROLLBACK)
		void rolledBack(MessageReceived event) {
			this.rolledBack.add(event.message().content());
		}

	}

	static class Plain {

		private final List<String> calls = new CopyOnWriteArrayList<>();

		@EventListener
		void on(MessageReceived event) {
			this.calls.add(event.message().content());
		}

	}

	static class TransactionalAny {

		@TransactionalEventListener
		void on(Object event) {
		}

	}

	static class Fallback {

		private final List<String> calls = new CopyOnWriteArrayList<>();

		@TransactionalEventListener(fallbackExecution = true)
		void on(MessageReceived event) {
			this.calls.add(event.message().content());
			throw new IllegalStateException("fallback");
		}

	}

	static class Storing {

		private final JdbcTemplate jdbc;

		Storing(JdbcTemplate jdbc) {
			this.jdbc = jdbc;
		}

		@Transactional
		@ChatListener
		public void store(Message message) {
			this.jdbc.update("insert into note values (?)", message.content());
			if (message.content().equals("bad")) {
				throw new IllegalStateException("bad");
			}
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableTransactionManagement(proxyTargetClass = true)
	static class OneManager {

		@Bean(destroyMethod = "shutdown")
		@Primary
		DataSource dataSource() {
			return new EmbeddedDatabaseBuilder().setType(EmbeddedDatabaseType.H2).generateUniqueName(true).build();
		}

		@Bean
		@Primary
		PlatformTransactionManager transactionManager(DataSource dataSource) {
			return new DataSourceTransactionManager(dataSource);
		}

		@Bean
		JdbcTemplate jdbcTemplate(DataSource dataSource) {
			JdbcTemplate template = new JdbcTemplate(dataSource);
			template.execute("create table note (content varchar(200))");
			return template;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableTransactionManagement(proxyTargetClass = true)
	static class BrokenManager {

		@Bean
		@Lazy
		PlatformTransactionManager transactionManager() {
			throw new IllegalStateException("no database");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class SecondManager {

		@Bean(destroyMethod = "shutdown")
		DataSource second() {
			return new EmbeddedDatabaseBuilder().setType(EmbeddedDatabaseType.H2).generateUniqueName(true).build();
		}

		@Bean
		PlatformTransactionManager secondManager() {
			return new DataSourceTransactionManager(second());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ThirdManager {

		@Bean(destroyMethod = "shutdown")
		DataSource third() {
			return new EmbeddedDatabaseBuilder().setType(EmbeddedDatabaseType.H2).generateUniqueName(true).build();
		}

		@Bean
		PlatformTransactionManager thirdManager() {
			return new DataSourceTransactionManager(third());
		}

	}

}
