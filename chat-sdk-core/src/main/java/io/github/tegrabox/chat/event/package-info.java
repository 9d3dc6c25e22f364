/**
 * What the socket reports: the events of rooms and of the connection.
 */
@NullMarked
package io.github.tegrabox.chat.event;

import org.jspecify.annotations.NullMarked;
