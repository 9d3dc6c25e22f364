/**
 * Program that finds out how a Chat API server speaks, and writes the properties for it.
 */
@NullMarked
package io.github.tegrabox.chat.doctor;

import org.jspecify.annotations.NullMarked;
