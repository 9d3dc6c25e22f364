/**
 * The meaning of the texts in the wire's settings.
 */
@NullMarked
package io.github.tegrabox.chat.internal.wire;

import org.jspecify.annotations.NullMarked;
