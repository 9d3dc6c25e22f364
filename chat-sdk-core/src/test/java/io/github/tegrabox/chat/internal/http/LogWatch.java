package io.github.tegrabox.chat.internal.http;

import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Hears all errors that are logged, such as those of Netty's leak detector and those that
 * Reactor has nobody to tell of.
 */
final class LogWatch implements AutoCloseable {

	private final Queue<String> errors = new ConcurrentLinkedQueue<>();

	private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

	private final Appender appender = new Appender();

	LogWatch() {
		this.appender.setContext(this.root.getLoggerContext());
		this.appender.start();
		this.root.addAppender(this.appender);
	}

	/**
	 * Returns what was logged so far.
	 */
	Collection<String> errors() {
		return this.errors;
	}

	/**
	 * Returns what was logged so far, the buffers included that were lost. The garbage
	 * collector finds them, the next allocations tell of them.
	 */
	Collection<String> errorsAndLeaks() {
		assertThat(ResourceLeakDetector.getLevel()).isEqualTo(ResourceLeakDetector.Level.PARANOID);
		for (int i = 0; i < 5; i++) {
			System.gc();
			ByteBuf buffer = ByteBufAllocator.DEFAULT.directBuffer();
			assertThat(buffer.writeLong(1).release()).isTrue();
		}
		return this.errors;
	}

	@Override
	public void close() {
		this.root.detachAppender(this.appender);
	}

	private final class Appender extends AppenderBase<ILoggingEvent> {

		@Override
		protected void append(ILoggingEvent event) {
			if (event.getLevel().isGreaterOrEqual(Level.ERROR)) {
				LogWatch.this.errors.add(event.getLoggerName() + ": " + event.getFormattedMessage());
			}
		}

	}

}
