/**
 * The health indicators of the Chat API and of the socket.
 */
@NullMarked
package io.github.tegrabox.chat.boot.health;

import org.jspecify.annotations.NullMarked;
