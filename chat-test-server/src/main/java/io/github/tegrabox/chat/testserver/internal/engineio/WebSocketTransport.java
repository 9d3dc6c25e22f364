package io.github.tegrabox.chat.testserver.internal.engineio;

/**
 * The way to a client with a WebSocket, which either carries its session from the start
 * or is on trial until the client completes the upgrade.
 */
final class WebSocketTransport implements WebSocketReceiver {

	private static final String PROBE = "2probe";

	private static final String UPGRADE = "5";

	private final EngineSession session;

	private final WebSocketLink link;

	private boolean probed;

	private boolean carrying;

	private WebSocketTransport(EngineSession session, WebSocketLink link, boolean carrying) {
		this.session = session;
		this.link = link;
		this.carrying = carrying;
	}

	static WebSocketTransport carrying(EngineSession session, WebSocketLink link) {
		return new WebSocketTransport(session, link, true);
	}

	static WebSocketTransport onTrial(EngineSession session, WebSocketLink link, EngineServer server) {
		WebSocketTransport transport = new WebSocketTransport(session, link, false);
		server.loop().schedule(server.settings().upgradeTimeout(), transport::giveUp);
		return transport;
	}

	@Override
	public void onText(String text) {
		if (this.carrying) {
			this.session.onText(text);
		}
		else if (text.equals(PROBE)) {
			this.probed = true;
			this.session.onProbe(this.link);
		}
		else if (text.equals(UPGRADE) && this.probed && this.session.isOpen()) {
			this.carrying = true;
			this.session.onUpgrade(this.link);
		}
		else {
			giveUp();
		}
	}

	@Override
	public void onBinary(byte[] data) {
		if (this.carrying) {
			this.session.onBinary(data);
		}
		else {
			giveUp();
		}
	}

	@Override
	public void onClose() {
		if (this.carrying) {
			this.session.close(CloseReason.TRANSPORT_CLOSE);
		}
		else {
			this.session.onUpgradeLost(this.link);
		}
	}

	private void giveUp() {
		if (!this.carrying) {
			this.session.onUpgradeLost(this.link);
			this.link.close(CloseReason.TRANSPORT_ERROR.status(), "");
		}
	}

}
