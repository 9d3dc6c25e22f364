/**
 * Durable delivery: a position per room, shared by the replicas of an application.
 */
@NullMarked
package io.github.tegrabox.chat.spring.durable;

import org.jspecify.annotations.NullMarked;
