/**
 * The Chat API: its REST operations and its Socket.IO events over one store in memory.
 */
@NullMarked
package io.github.tegrabox.chat.testserver.internal.api;

import org.jspecify.annotations.NullMarked;
