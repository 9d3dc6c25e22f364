/**
 * The Actuator endpoint.
 */
@NullMarked
package io.github.tegrabox.chat.boot.actuate;

import org.jspecify.annotations.NullMarked;
