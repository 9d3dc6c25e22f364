/**
 * Conditions on properties: what one auto-configuration has in common with another.
 */
@NullMarked
package io.github.tegrabox.chat.internal.boot;

import org.jspecify.annotations.NullMarked;
