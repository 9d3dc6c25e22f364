/**
 * The operations over WebClient: requests, retries, pages, and the translation of errors
 * into exceptions.
 */
@NullMarked
package io.github.tegrabox.chat.internal.http;

import org.jspecify.annotations.NullMarked;
