/**
 * The exceptions of the client, in one unchecked hierarchy.
 */
@NullMarked
package io.github.tegrabox.chat.error;

import org.jspecify.annotations.NullMarked;
