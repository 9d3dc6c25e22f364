/**
 * Credentials: how they are held, renewed and kept out of sight.
 */
@NullMarked
package io.github.tegrabox.chat.internal.auth;

import org.jspecify.annotations.NullMarked;
