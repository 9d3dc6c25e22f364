/**
 * How events reach listeners: a bounded queue for each room, in order, rooms beside each
 * other, never on the connection's thread.
 */
@NullMarked
package io.github.tegrabox.chat.internal.socket.dispatch;

import org.jspecify.annotations.NullMarked;
