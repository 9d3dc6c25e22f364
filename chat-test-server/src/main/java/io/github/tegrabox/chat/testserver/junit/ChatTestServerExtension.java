package io.github.tegrabox.chat.testserver.junit;

import java.util.Optional;
import java.util.function.UnaryOperator;

import io.github.tegrabox.chat.testserver.ChatTestServer;
import io.github.tegrabox.chat.testserver.ChatTestServerBuilder;
import io.github.tegrabox.chat.testserver.junit.ChatServer.Lifecycle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * JUnit extension that runs a {@link ChatTestServer} for a test class or for each test
 * method and passes it as a parameter. Use it through {@link ChatServer}, or register it
 * to configure the server: <pre class="code">
 * &#64;RegisterExtension
 * static final ChatTestServerExtension chat = ChatTestServerExtension
 *     .configured((builder) -&gt; builder.apiKey("secret"));
 * </pre> In a static field it runs one server for the class, reset before each test. In
 * an instance field it runs a separate server for each test.
 */
public final class ChatTestServerExtension implements BeforeAllCallback, BeforeEachCallback, ParameterResolver {

	private final Namespace namespace = Namespace.create(ChatTestServerExtension.class, this);

	private final UnaryOperator<ChatTestServerBuilder> configuration;

	private volatile @Nullable ChatTestServer current;

	/**
	 * Creates an extension that runs servers with the defaults, or with the settings of
	 * {@link ChatServer}.
	 */
	public ChatTestServerExtension() {
		this((builder) -> builder);
	}

	private ChatTestServerExtension(UnaryOperator<ChatTestServerBuilder> configuration) {
		this.configuration = configuration;
	}

	/**
	 * Creates an extension that runs servers with a configuration.
	 * @param configuration configures the server
	 * @return the extension
	 */
	public static ChatTestServerExtension configured(UnaryOperator<ChatTestServerBuilder> configuration) {
		return new ChatTestServerExtension(configuration);
	}

	/**
	 * Returns the server of the running class or test. If several run in parallel with
	 * this extension, it may be the server of another one: take the server as a parameter
	 * then.
	 * @return the server
	 * @throws IllegalStateException if none is running
	 */
	public ChatTestServer server() {
		ChatTestServer server = this.current;
		if (server == null) {
			throw new IllegalStateException("No server is running: the extension is called before or after the tests");
		}
		return server;
	}

	@Override
	public void beforeAll(ExtensionContext context) {
		if (lifecycle(context) == Lifecycle.PER_CLASS) {
			start(context);
		}
	}

	@Override
	public void beforeEach(ExtensionContext context) {
		boolean fresh = store(context).get(ChatTestServer.class) == null;
		ChatTestServer server = start(context);
		if (!fresh) {
			server.reset();
		}
	}

	@Override
	public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext rootContext) {
		return ExtensionContextScope.TEST_METHOD;
	}

	@Override
	public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
		return parameter.getParameter().getType() == ChatTestServer.class;
	}

	@Override
	public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
		return start(context);
	}

	// The store asks those of the enclosing contexts first and closes the server with its
	// own.
	private ChatTestServer start(ExtensionContext context) {
		ChatTestServer server = store(context).computeIfAbsent(ChatTestServer.class, (key) -> newServer(context),
				ChatTestServer.class);
		this.current = server;
		return server;
	}

	private Store store(ExtensionContext context) {
		return context.getStore(this.namespace);
	}

	private ChatTestServer newServer(ExtensionContext context) {
		ChatTestServerBuilder builder = ChatTestServer.builder();
		annotation(context).map(ChatServer::apiKey).filter((key) -> !key.isEmpty()).ifPresent(builder::apiKey);
		return this.configuration.apply(builder).build().start();
	}

	private static Lifecycle lifecycle(ExtensionContext context) {
		return annotation(context).map(ChatServer::value).orElse(Lifecycle.PER_CLASS);
	}

	private static Optional<ChatServer> annotation(ExtensionContext context) {
		Optional<ChatServer> annotation = Optional.empty();
		Class<?> type = context.getTestClass().orElse(null);
		while (type != null && annotation.isEmpty()) {
			annotation = AnnotationSupport.findAnnotation(type, ChatServer.class);
			type = type.getEnclosingClass();
		}
		return annotation;
	}

}
