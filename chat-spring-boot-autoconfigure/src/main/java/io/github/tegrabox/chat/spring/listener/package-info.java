/**
 * How events of the socket reach the listeners of an application: who they are, how they
 * are called, what becomes of what they return and throw.
 */
@NullMarked
package io.github.tegrabox.chat.spring.listener;

import org.jspecify.annotations.NullMarked;
