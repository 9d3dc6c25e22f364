/**
 * The Socket.IO connection itself, behind a narrow interface.
 */
@NullMarked
package io.github.tegrabox.chat.socket.transport;

import org.jspecify.annotations.NullMarked;
