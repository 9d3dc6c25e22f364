/**
 * The operations of the Chat API over HTTP.
 */
@NullMarked
package io.github.tegrabox.chat.rest;

import org.jspecify.annotations.NullMarked;
