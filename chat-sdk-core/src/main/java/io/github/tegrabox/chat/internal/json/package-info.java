/**
 * Lenient reading of what the Chat API sends, and writing of what it gets.
 */
@NullMarked
package io.github.tegrabox.chat.internal.json;

import org.jspecify.annotations.NullMarked;
