/**
 * What the starter costs: the start of an application and the token endpoint.
 */
@NullMarked
package io.github.tegrabox.chat.benchmarks.boot;

import org.jspecify.annotations.NullMarked;
