/**
 * Every path, header, query and event name of the Chat API, and how its JSON is read.
 */
@NullMarked
package io.github.tegrabox.chat.wire;

import org.jspecify.annotations.NullMarked;
