/**
 * The endpoint that gives authenticated callers their chat token, in servlet and in
 * WebFlux applications.
 */
@NullMarked
package io.github.tegrabox.chat.spring.token;

import org.jspecify.annotations.NullMarked;
