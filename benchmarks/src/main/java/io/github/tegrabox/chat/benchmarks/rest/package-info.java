/**
 * One read over REST, beside the clients that one would use instead.
 */
@NullMarked
package io.github.tegrabox.chat.benchmarks.rest;

import org.jspecify.annotations.NullMarked;
