/**
 * The Socket.IO connection itself, behind a narrow interface.
 */
@NullMarked
package io.github.tegrabox.chat.internal.socketio;

import org.jspecify.annotations.NullMarked;
