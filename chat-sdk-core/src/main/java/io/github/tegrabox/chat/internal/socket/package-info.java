/**
 * The transport of a socket, with the HTTP client below it.
 */
@NullMarked
package io.github.tegrabox.chat.internal.socket;

import org.jspecify.annotations.NullMarked;
