/**
 * What a call of an annotated listener costs.
 */
@NullMarked
package io.github.tegrabox.chat.benchmarks.listener;

import org.jspecify.annotations.NullMarked;
