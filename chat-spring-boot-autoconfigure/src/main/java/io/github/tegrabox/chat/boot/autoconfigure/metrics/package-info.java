/**
 * Auto-configuration of the meters.
 */
@NullMarked
package io.github.tegrabox.chat.boot.autoconfigure.metrics;

import org.jspecify.annotations.NullMarked;
