/**
 * Links over the JDK's WebSocket.
 */
@NullMarked
package io.github.tegrabox.chat.internal.socketio.jdk;

import org.jspecify.annotations.NullMarked;
