/**
 * Auto-configuration of the token endpoint.
 */
@NullMarked
package io.github.tegrabox.chat.boot.autoconfigure.web;

import org.jspecify.annotations.NullMarked;
