/**
 * The exceptions of the client, one unchecked tree.
 */
@NullMarked
package io.github.tegrabox.chat.error;

import org.jspecify.annotations.NullMarked;
