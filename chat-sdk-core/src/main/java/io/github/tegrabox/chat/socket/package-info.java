/**
 * The realtime connection: what an application calls and listens to.
 */
@NullMarked
package io.github.tegrabox.chat.socket;

import org.jspecify.annotations.NullMarked;
