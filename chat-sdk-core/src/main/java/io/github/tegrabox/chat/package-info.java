/**
 * The front door: builds the clients and holds them together.
 */
@NullMarked
package io.github.tegrabox.chat;

import org.jspecify.annotations.NullMarked;
