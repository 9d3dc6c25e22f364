/**
 * Links over Reactor Netty: frames go from the network into the parser as UTF-8.
 */
@NullMarked
package io.github.tegrabox.chat.internal.socketio.netty;

import org.jspecify.annotations.NullMarked;
