/**
 * Auto-configuration of the health indicators.
 */
@NullMarked
package io.github.tegrabox.chat.boot.autoconfigure.health;

import org.jspecify.annotations.NullMarked;
