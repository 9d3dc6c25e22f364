/**
 * The transport: HTTP and WebSocket on one port, by Netty, with a single thread.
 */
@NullMarked
package io.github.tegrabox.chat.testserver.internal.netty;

import org.jspecify.annotations.NullMarked;
