/**
 * The socket beside other clients of Socket.IO.
 */
@NullMarked
package io.github.tegrabox.chat.benchmarks.socket;

import org.jspecify.annotations.NullMarked;
