package io.github.tegrabox.chat.boot.autoconfigure;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.tegrabox.chat.event.MessageGap;
import io.github.tegrabox.chat.event.MessageReceived;
import io.github.tegrabox.chat.event.SocketConnected;
import io.github.tegrabox.chat.event.SocketDisconnected;
import io.github.tegrabox.chat.event.SocketError;
import io.github.tegrabox.chat.event.UnknownChatEvent;
import io.github.tegrabox.chat.event.UserJoined;
import io.github.tegrabox.chat.event.UserLeft;
import io.github.tegrabox.chat.event.UserStoppedTyping;
import io.github.tegrabox.chat.event.UserTyping;
import io.github.tegrabox.chat.internal.socket.session.ListenedSocket;
import io.github.tegrabox.chat.socket.ChatSocket;
import io.github.tegrabox.chat.socket.ConnectionState;
import io.github.tegrabox.chat.spring.ChatApplicationEvent;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.event.GenericApplicationListenerAdapter;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.core.ResolvableType;

/**
 * Thread that keeps an application alive which only listens, as one without a web server:
 * the socket's own threads are daemons. It ends when the context is closed and when the
 * socket is disconnected or has failed. An application that no listener waits in ends
 * with its work, as a batch job does.
 */
class SocketKeepAlive implements ApplicationListener<ApplicationReadyEvent>, DisposableBean {

	private static final List<Class<?>> EVENTS = List.of(MessageReceived.class, UserJoined.class, UserLeft.class,
			UserTyping.class, UserStoppedTyping.class, SocketConnected.class, SocketDisconnected.class,
			SocketError.class, MessageGap.class, UnknownChatEvent.class);

	private static final long CHECK_MILLIS = 500;

	private final @Nullable ChatSocket socket;

	private final boolean autoStartup;

	private final AtomicBoolean started = new AtomicBoolean();

	private final CountDownLatch over = new CountDownLatch(1);

	SocketKeepAlive(@Nullable ChatSocket socket, boolean autoStartup) {
		this.socket = socket;
		this.autoStartup = autoStartup;
	}

	@Override
	public void onApplicationEvent(ApplicationReadyEvent event) {
		ChatSocket socket = this.socket;
		if (socket == null) {
			return;
		}
		boolean wanted = this.autoStartup || socket.state() != ConnectionState.DISCONNECTED;
		if (wanted && isListenedTo(socket, event) && this.started.compareAndSet(false, true)) {
			Thread thread = new Thread(() -> stay(socket), "chat-keep-alive");
			thread.setDaemon(false);
			thread.start();
		}
	}

	@Override
	public boolean supportsAsyncExecution() {
		return false;
	}

	private static boolean isListenedTo(ChatSocket socket, ApplicationReadyEvent event) {
		return (socket instanceof ListenedSocket listened && listened.hasListener(SocketKeepAlive::isForeign))
				|| (event.getApplicationContext() instanceof AbstractApplicationContext context
						&& context.getApplicationListeners().stream().anyMatch(SocketKeepAlive::isForChat));
	}

	/**
	 * Not the starter's own, which hand events on.
	 */
	private static boolean isForeign(Object listener) {
		String type = listener.getClass().getName();
		return !type.startsWith("io.github.tegrabox.chat.spring.")
				&& !type.startsWith("io.github.tegrabox.chat.boot.health.");
	}

	/**
	 * Returns whether a listener takes chat events and not just any event.
	 */
	private static boolean isForChat(ApplicationListener<?> listener) {
		GenericApplicationListenerAdapter adapter = new GenericApplicationListenerAdapter(listener);
		return EVENTS.stream()
			.anyMatch((type) -> adapter
				.supportsEventType(ResolvableType.forClassWithGenerics(ChatApplicationEvent.class, type)))
				&& !adapter.supportsEventType(
						ResolvableType.forClassWithGenerics(PayloadApplicationEvent.class, NoChatEvent.class));
	}

	private void stay(ChatSocket socket) {
		boolean seen = false;
		try {
			while (!this.over.await(CHECK_MILLIS, TimeUnit.MILLISECONDS)) {
				ConnectionState state = socket.state();
				seen = seen || state != ConnectionState.DISCONNECTED;
				if (state == ConnectionState.FAILED || (seen && state == ConnectionState.DISCONNECTED)) {
					return;
				}
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public void destroy() {
		this.over.countDown();
	}

	private static final class NoChatEvent {

	}

}
