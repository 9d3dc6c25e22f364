/**
 * How events reach listeners: a bounded queue per room, in order within a room, rooms in
 * parallel, and never on the connection's thread.
 */
@NullMarked
package io.github.tegrabox.chat.internal.socket.dispatch;

import org.jspecify.annotations.NullMarked;
