/**
 * What happened at the server: requests and socket events, awaited rather than polled.
 */
@NullMarked
package io.github.tegrabox.chat.testserver.record;

import org.jspecify.annotations.NullMarked;
