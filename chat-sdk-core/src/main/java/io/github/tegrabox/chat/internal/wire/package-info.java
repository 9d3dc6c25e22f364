/**
 * What the texts of the wire's settings mean.
 */
@NullMarked
package io.github.tegrabox.chat.internal.wire;

import org.jspecify.annotations.NullMarked;
