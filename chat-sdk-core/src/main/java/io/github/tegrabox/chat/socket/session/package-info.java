/**
 * How the realtime connection is kept: the session behind {@code ChatSocket}.
 */
@NullMarked
package io.github.tegrabox.chat.socket.session;

import org.jspecify.annotations.NullMarked;
