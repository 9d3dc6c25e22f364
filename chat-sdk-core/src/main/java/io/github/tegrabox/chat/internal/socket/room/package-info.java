/**
 * What happens in each joined room: joining, recovery from the history, order.
 */
@NullMarked
package io.github.tegrabox.chat.internal.socket.room;

import org.jspecify.annotations.NullMarked;
