/**
 * Auto-configuration of the client and the socket.
 */
@NullMarked
package io.github.tegrabox.chat.boot.autoconfigure;

import org.jspecify.annotations.NullMarked;
