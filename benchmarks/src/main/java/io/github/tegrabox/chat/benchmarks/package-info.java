/**
 * Comparisons with other clients: each prints ratios measured in one run.
 */
@NullMarked
package io.github.tegrabox.chat.benchmarks;

import org.jspecify.annotations.NullMarked;
