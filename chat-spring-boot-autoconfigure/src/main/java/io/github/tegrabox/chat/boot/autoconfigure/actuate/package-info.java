/**
 * Auto-configuration of what Actuator's endpoints show.
 */
@NullMarked
package io.github.tegrabox.chat.boot.autoconfigure.actuate;

import org.jspecify.annotations.NullMarked;
