/**
 * The events that the socket reports: those of rooms and those of the connection.
 */
@NullMarked
package io.github.tegrabox.chat.event;

import org.jspecify.annotations.NullMarked;
