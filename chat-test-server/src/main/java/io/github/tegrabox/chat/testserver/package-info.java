/**
 * A Chat API server for development and tests: REST and Socket.IO on one port, in memory.
 */
@NullMarked
package io.github.tegrabox.chat.testserver;

import org.jspecify.annotations.NullMarked;
