package io.github.tegrabox.chat.testserver.internal.netty;

import io.github.tegrabox.chat.testserver.internal.engineio.CloseReason;
import io.github.tegrabox.chat.testserver.internal.engineio.EngineSession;
import io.github.tegrabox.chat.testserver.internal.engineio.Frame;
import io.github.tegrabox.chat.testserver.internal.engineio.SessionListener;

/**
 * Sends every message back.
 */
record EchoListener(EngineSession session) implements SessionListener {

	@Override
	public void onText(String text) {
		this.session.send(Frame.text("4" + text));
	}

	@Override
	public void onBinary(byte[] data) {
		this.session.send(Frame.binary(data));
	}

	@Override
	public void onClose(CloseReason reason) {
		// Nothing to send back.
	}

}
