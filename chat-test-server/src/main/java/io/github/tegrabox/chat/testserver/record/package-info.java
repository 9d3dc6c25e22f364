/**
 * The record of what happened at the server: requests and socket events, which tests can
 * wait for.
 */
@NullMarked
package io.github.tegrabox.chat.testserver.record;

import org.jspecify.annotations.NullMarked;
