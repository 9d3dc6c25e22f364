package io.github.tegrabox.chat.boot.autoconfigure;

import java.util.List;

import io.github.tegrabox.chat.event.ChatEvent;
import io.github.tegrabox.chat.spring.listener.ApplicationListeners;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/**
 * Hints for native images: events, whose accessors conditions of listeners may call, what
 * the socket's library looks up by name, and what tells that a library is there.
 */
class ChatRuntimeHints implements RuntimeHintsRegistrar {

	/** Asked for by name when the application runs. */
	private static final List<String> LIBRARIES = List.of(
			"org.springframework.transaction.event.TransactionalApplicationListener",
			"org.springframework.modulith.events.core.EventPublicationRegistry", "org.postgresql.core.BaseConnection",
			"reactor.netty.tcp.TcpClient", "io.netty.channel.MultiThreadIoEventLoopGroup",
			"io.netty.handler.codec.http.websocketx.WebSocketClientHandshaker13", ChatWebClientBuilders.LOAD_BALANCED);

	private final BindingReflectionHintsRegistrar bindings = new BindingReflectionHintsRegistrar();

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		registerEvents(hints, ChatEvent.class);
		hints.reflection()
			.registerTypeIfPresent(classLoader, ChatWebClientBuilders.BUILDER_TYPE,
					MemberCategory.ACCESS_DECLARED_FIELDS);
		LIBRARIES.forEach((type) -> hints.reflection().registerTypeIfPresent(classLoader, type));
		ApplicationListeners.REFLECTED
			.forEach((method) -> hints.reflection().registerMethod(method, ExecutableMode.INVOKE));
		hints.resources().registerPattern("okhttp3/internal/publicsuffix/*");
	}

	private void registerEvents(RuntimeHints hints, Class<?> type) {
		if (type.isSealed()) {
			for (Class<?> event : type.getPermittedSubclasses()) {
				registerEvents(hints, event);
			}
			return;
		}
		this.bindings.registerReflectionHints(hints.reflection(), type);
		hints.reflection().registerType(type, MemberCategory.INVOKE_PUBLIC_METHODS);
	}

}
