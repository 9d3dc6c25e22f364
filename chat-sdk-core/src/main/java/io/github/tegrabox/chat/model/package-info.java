/**
 * The entities of the Chat API and the inputs that create and change them.
 */
@NullMarked
package io.github.tegrabox.chat.model;

import org.jspecify.annotations.NullMarked;
