/**
 * What is read from the Chat API, leniently, and what is written to it.
 */
@NullMarked
package io.github.tegrabox.chat.internal.json;

import org.jspecify.annotations.NullMarked;
