package io.github.tegrabox.chat.testserver.boot;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;

/**
 * Gives the application context of a test a running
 * {@link io.github.tegrabox.chat.testserver.ChatTestServer ChatTestServer} as a bean. The
 * starter connects the application to it. <pre class="code">
 * &#64;SpringBootTest
 * &#64;AutoConfigureChatTestServer
 * class GreeterTests {
 *
 *     &#64;Autowired
 *     ChatTestServer server;
 *
 * }
 * </pre> The server lives as long as the context. Test classes that share a cached
 * context share its server; call {@code server.reset()} to empty it between tests. The
 * server speaks as the {@code chat.wire.*} properties of the application say.
 * <p>
 * A test slice, such as {@code @WebMvcTest}, gets the client along with the server, but
 * no socket. {@link ChatEvents} records the events that the socket delivers to the
 * application.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ImportAutoConfiguration
public @interface AutoConfigureChatTestServer {

}
