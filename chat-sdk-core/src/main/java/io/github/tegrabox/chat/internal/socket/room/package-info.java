/**
 * What happens in each room: joining, recovery from the history, and order.
 */
@NullMarked
package io.github.tegrabox.chat.internal.socket.room;

import org.jspecify.annotations.NullMarked;
