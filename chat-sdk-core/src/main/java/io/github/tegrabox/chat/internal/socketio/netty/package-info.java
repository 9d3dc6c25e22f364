/**
 * Links over Reactor Netty: frames go as UTF-8 from the network into the parser.
 */
@NullMarked
package io.github.tegrabox.chat.internal.socketio.netty;

import org.jspecify.annotations.NullMarked;
