package io.github.tegrabox.chat.internal.socket.session;

import java.time.Duration;

/**
 * Settings of a session beyond those of the application.
 *
 * @param renewable whether another token can be had when one is refused
 * @param handshakeLimit how long shaking hands may take
 * @param stableAfter how long a connection has to last for the pauses to start small
 * again
 */
record SessionSettings(boolean renewable, Duration handshakeLimit, Duration stableAfter) {

}
