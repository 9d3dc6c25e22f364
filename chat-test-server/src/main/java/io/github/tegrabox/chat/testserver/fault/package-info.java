/**
 * Fault injection: which call fails, how often, and in which way.
 */
@NullMarked
package io.github.tegrabox.chat.testserver.fault;

import org.jspecify.annotations.NullMarked;
