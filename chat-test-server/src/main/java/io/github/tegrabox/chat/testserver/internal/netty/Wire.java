package io.github.tegrabox.chat.testserver.internal.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundInvoker;
import io.netty.channel.group.ChannelGroup;

/**
 * What is written and closed without waiting for it: a failed write ends the connection
 * by way of {@code exceptionCaught}, and a failed close has nothing left to end.
 */
@SuppressWarnings("FutureReturnValueIgnored")
final class Wire {

	private Wire() {
	}

	static void write(ChannelOutboundInvoker target, Object message) {
		target.write(message, target.voidPromise());
	}

	static void writeAndFlush(ChannelOutboundInvoker target, Object message) {
		target.writeAndFlush(message, target.voidPromise());
	}

	static void writeAndClose(ChannelOutboundInvoker target, Object message) {
		target.writeAndFlush(message).addListener(ChannelFutureListener.CLOSE);
	}

	static void close(ChannelOutboundInvoker target) {
		target.close();
	}

	static void close(ChannelGroup channels) {
		channels.flush();
		channels.close();
	}

	/** Closes with a TCP reset. */
	static void reset(Channel channel) {
		channel.config().setOption(ChannelOption.SO_LINGER, 0);
		channel.close();
	}

}
