package com.example.app

import io.github.tegrabox.chat.ChatClient
import io.github.tegrabox.chat.event.MessageReceived
import io.github.tegrabox.chat.model.Message
import io.github.tegrabox.chat.socket.ChatSocket
import io.github.tegrabox.chat.spring.ChatCommand
import io.github.tegrabox.chat.spring.ChatListener
import io.github.tegrabox.chat.spring.ChatReply
import io.github.tegrabox.chat.spring.listener.ChatEventListenerFactory
import io.github.tegrabox.chat.spring.listener.InvalidChatListenerException
import io.github.tegrabox.chat.testserver.ChatTestServer
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.catchThrowable
import org.awaitility.Awaitility.await
import org.junit.jupiter.api.Test
import org.springframework.boot.autoconfigure.EnableAutoConfiguration
import org.springframework.boot.WebApplicationType
import org.springframework.boot.builder.SpringApplicationBuilder
import org.springframework.context.annotation.AnnotationConfigApplicationContext
import org.springframework.context.annotation.Bean
import org.springframework.context.annotation.Configuration
import org.springframework.core.NestedExceptionUtils
import java.time.Duration

/** Tests of listeners written in Kotlin, compiled with strict nullness. */
class KotlinListenerTests {

	@Test
	fun aBotInKotlinAnswers() {
		ChatTestServer.start().use { server ->
			val alice = server.createUser("Alice", "alice")
			val room = server.createRoom("room", alice)
			SpringApplicationBuilder(KotlinApplication::class.java).web(WebApplicationType.NONE)
				.properties(
					"chat.base-url=${server.baseUrl()}", "chat.api-key=${server.apiKey()}",
					"chat.socket.user.external-id=bot", "chat.socket.rooms=$room"
				)
				.run().use { context ->
					val socket = context.getBean(ChatSocket::class.java)
					await().atMost(WAIT).until { socket.isConnected && socket.joinedRooms().contains(room) }
					listOf("!remind 5 drink some tea", "!remind soon tea", "ping").forEach {
						server.createMessage(room, alice, it)
					}
					val client = context.getBean(ChatClient::class.java)
					val answers = {
						client.messages().listAll(room).filter { it.userId() != alice }.map { it.content() }.toList()
							.reversed()
					}
					await().atMost(WAIT).until { answers().size >= 3 }
					assertThat(answers()).containsExactly(
						"in 5: drink some tea for Alice", "Usage: !remind {minutes} {*text}", "pong"
					)
					val bot = context.getBean(KotlinBot::class.java)
					await().atMost(WAIT).until { bot.heard.size == 3 }
				}
		}
	}

	@Test
	fun aSuspendingFunctionIsRefused() {
		val failure = catchThrowable {
			AnnotationConfigApplicationContext().use { context ->
				context.register(ChatEventListenerFactory::class.java)
				context.register(SuspendingBot::class.java)
				context.refresh()
			}
		}
		assertThat(NestedExceptionUtils.getMostSpecificCause(failure))
			.isInstanceOf(InvalidChatListenerException::class.java)
			.hasMessageContaining("SuspendingBot.on(")
			.hasMessageContaining("suspending function")
	}

	private companion object {

		private val WAIT: Duration = Duration.ofSeconds(120)

	}

}

@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
open class KotlinApplication {

	@Bean
	open fun bot() = KotlinBot()

}

class KotlinBot {

	val heard: MutableList<String> = java.util.concurrent.CopyOnWriteArrayList()

	// tag::listeners[]
	@ChatCommand("!remind {minutes} {*text}")
	fun remind(minutes: Int, text: String, message: Message): String {
		// Strict: the name may be missing, and the compiler knows.
		val name: String = message.username() ?: "somebody"
		return "in $minutes: $text for $name"
	}

	@ChatListener(condition = "#event.message().content() == 'ping'")
	fun pong(event: MessageReceived): ChatReply? = ChatReply.of("pong").takeUnless { event.own() }
	// end::listeners[]

	@ChatListener
	fun store(message: Message) {
		heard += message.content()
	}

}

class SuspendingBot {

	@ChatListener
	suspend fun on(message: Message): String = message.content()

}
