/**
 * Auto-configuration of durable delivery, shared by several processes.
 */
@NullMarked
package io.github.tegrabox.chat.boot.autoconfigure.durable;

import org.jspecify.annotations.NullMarked;
