package io.github.tegrabox.chat.spring.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import io.github.tegrabox.chat.event.ChatEventType;
import io.github.tegrabox.chat.event.MessageReceived;
import io.github.tegrabox.chat.event.UserJoined;
import io.github.tegrabox.chat.model.Message;
import io.github.tegrabox.chat.socket.ChatSocket;
import io.github.tegrabox.chat.socket.DispatchObserver;
import io.github.tegrabox.chat.socket.SocketMetrics;
import io.github.tegrabox.chat.spring.token.TokenOutcome;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

/**
 * Tests of the meters.
 */
class ChatSocketMeterBinderTests {

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final ChatSocket socket = mock();

	private final SocketMetrics metrics = mock();

	@BeforeEach
	void setUp() {
		when(this.socket.metrics()).thenReturn(this.metrics);
		new ChatSocketMeterBinder(this.socket).bindTo(this.registry);
	}

	@Test
	void showsTheFiguresOfTheSocket() {
		when(this.socket.isConnected()).thenReturn(true);
		when(this.metrics.queued()).thenReturn(5);
		when(this.metrics.reconnects()).thenReturn(2L);
		when(this.metrics.recovered()).thenReturn(7L);
		when(this.metrics.received(ChatEventType.MESSAGE)).thenReturn(11L);
		when(this.metrics.dropped(ChatEventType.USER_TYPING)).thenReturn(13L);
		assertThat(this.registry.get("chat.socket.connected").gauge().value()).isOne();
		assertThat(this.registry.get("chat.events.queued").gauge().value()).isEqualTo(5);
		assertThat(this.registry.get("chat.socket.reconnects").functionCounter().count()).isEqualTo(2);
		assertThat(this.registry.get("chat.events.recovered").functionCounter().count()).isEqualTo(7);
		assertThat(this.registry.get("chat.events.received").tag("type", "message").functionCounter().count())
			.isEqualTo(11);
		assertThat(this.registry.get("chat.events.dropped").tag("type", "user_typing").functionCounter().count())
			.isEqualTo(13);
	}

	@Test
	void timesListeners() {
		dispatch(3);
		assertThat(this.registry.get("chat.events.dispatch")
			.tags("type", "message", "outcome", "success")
			.timer()
			.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(15);
		assertThat(this.registry.get("chat.events.dispatch").tags("type", "user_joined", "outcome", "error").timer())
			.extracting((timer) -> timer.count())
			.isEqualTo(3L);
	}

	@Test
	void noIdEverBecomesATag() {
		dispatch(100);
		new MeteredTokenRequests(this.registry);
		int meters = this.registry.getMeters().size();
		dispatch(1000);
		assertThat(this.registry.getMeters()).hasSize(meters);
		assertThat(this.registry.getMeters()).allSatisfy((meter) -> {
			Set<String> keys = meter.getId().getTags().stream().map(Tag::getKey).collect(Collectors.toSet());
			assertThat(keys).isSubsetOf("type", "outcome");
			assertThat(meter.getId().getTags()).noneMatch((tag) -> tag.getValue().contains("_1"));
		});
	}

	@Test
	void everyMeterIsDocumentedAsItIs() {
		dispatch(1);
		MeteredTokenRequests tokens = new MeteredTokenRequests(this.registry);
		tokens.answered(TokenOutcome.RATE_LIMITED, Duration.ofMillis(1));
		assertThat(this.registry.get("chat.tokens.issued").tag("outcome", "rate_limited").timer().count()).isOne();
		List<ChatMeterDocumentation> here = Arrays.stream(ChatMeterDocumentation.values())
			.filter((meter) -> !meter.getName().matches("chat\\.(replica|cursor|listener)\\..*"))
			.toList();
		for (ChatMeterDocumentation documented : here) {
			Meter meter = this.registry.get(documented.getName()).meters().iterator().next();
			assertThat(meter.getId().getType()).as(documented.getName()).isEqualTo(documented.getType());
			assertThat(meter.getId().getTags().stream().map(Tag::getKey)).as(documented.getName())
				.containsExactlyInAnyOrderElementsOf(
						Arrays.stream(documented.getKeyNames()).map((key) -> key.asString()).toList());
		}
		assertThat(this.registry.getMeters().stream().map((meter) -> meter.getId().getName()).distinct())
			.containsExactlyInAnyOrderElementsOf(here.stream().map(ChatMeterDocumentation::getName).toList());
	}

	private void dispatch(int times) {
		ArgumentCaptor<DispatchObserver> observer = ArgumentCaptor.captor();
		verify(this.socket).observe(observer.capture());
		for (int i = 0; i < times; i++) {
			Message message = new Message("msg_1" + i, "room_1" + i, "usr_1" + i, null, "hello", null);
			observer.getValue()
				.dispatched(new MessageReceived(message, false, Instant.now()), Duration.ofMillis(5), null);
			observer.getValue()
				.dispatched(new UserJoined("room_1" + i, "usr_1" + i, null, Instant.now()), Duration.ofMillis(1),
						new IllegalStateException());
		}
	}

}
