/**
 * The Engine.IO 4 protocol: sessions over HTTP long polling and WebSocket. It knows no
 * transport library, and everything in it happens on one thread.
 */
@NullMarked
package io.github.tegrabox.chat.testserver.internal.engineio;

import org.jspecify.annotations.NullMarked;
