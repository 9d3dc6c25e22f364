/**
 * Links over Socket.IO's own client for the JVM: long polling, and the upgrade from it to
 * a WebSocket.
 */
@NullMarked
package io.github.tegrabox.chat.internal.socketio.library;

import org.jspecify.annotations.NullMarked;
