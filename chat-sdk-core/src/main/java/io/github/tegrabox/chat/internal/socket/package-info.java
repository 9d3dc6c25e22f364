/**
 * What puts the parts of a socket together.
 */
@NullMarked
package io.github.tegrabox.chat.internal.socket;

import org.jspecify.annotations.NullMarked;
