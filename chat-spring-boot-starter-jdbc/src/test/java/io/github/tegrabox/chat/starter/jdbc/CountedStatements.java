package io.github.tegrabox.chat.starter.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

import javax.sql.DataSource;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Counter of what an application sends to its database: statements, and the begin and the
 * end of transactions.
 */
class CountedStatements implements BeanPostProcessor {

	private final AtomicLong count = new AtomicLong();

	private final List<String> statements = new CopyOnWriteArrayList<>();

	private volatile boolean recording;

	long count() {
		return this.count.get();
	}

	void record() {
		this.statements.clear();
		this.recording = true;
	}

	List<String> recorded() {
		this.recording = false;
		return List.copyOf(this.statements);
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String name) {
		return (bean instanceof DataSource dataSource) ? new Counting(dataSource) : bean;
	}

	private void count(String what) {
		this.count.incrementAndGet();
		if (this.recording) {
			this.statements.add(what);
		}
	}

	private Connection counting(Connection connection) {
		return (Connection) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] { Connection.class },
				(proxy, method, arguments) -> {
					switch (method.getName()) {
						case "prepareStatement" -> count((String) arguments[0]);
						case "createStatement" -> count("statement");
						case "commit", "rollback" -> {
							count("begin");
							count(method.getName());
						}
						default -> {
						}
					}
					try {
						return method.invoke(connection, arguments);
					}
					catch (InvocationTargetException ex) {
						throw ex.getCause();
					}
				});
	}

	private final class Counting extends DelegatingDataSource {

		Counting(DataSource target) {
			super(target);
		}

		@Override
		public Connection getConnection() throws java.sql.SQLException {
			return counting(super.getConnection());
		}

	}

}
