/**
 * The entry point: the clients and their builder.
 */
@NullMarked
package io.github.tegrabox.chat;

import org.jspecify.annotations.NullMarked;
