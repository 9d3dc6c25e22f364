/**
 * The Socket.IO 5 protocol on top of Engine.IO: namespaces, rooms, events and their
 * acknowledgements. It knows nothing of chat, and everything in it happens on one thread.
 */
@NullMarked
package io.github.tegrabox.chat.testserver.internal.socketio;

import org.jspecify.annotations.NullMarked;
