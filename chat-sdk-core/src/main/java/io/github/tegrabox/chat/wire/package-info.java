/**
 * Every path, header, query and event name of the Chat API.
 */
@NullMarked
package io.github.tegrabox.chat.wire;

import org.jspecify.annotations.NullMarked;
