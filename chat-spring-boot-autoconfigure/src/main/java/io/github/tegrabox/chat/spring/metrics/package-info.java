/**
 * The meters of the socket and of the token endpoint.
 */
@NullMarked
package io.github.tegrabox.chat.spring.metrics;

import org.jspecify.annotations.NullMarked;
