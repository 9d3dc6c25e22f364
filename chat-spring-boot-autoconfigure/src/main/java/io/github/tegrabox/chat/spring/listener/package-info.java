/**
 * How events of the socket reach the listeners of an application: how listeners are found
 * and called, and what happens to their results and failures.
 */
@NullMarked
package io.github.tegrabox.chat.spring.listener;

import org.jspecify.annotations.NullMarked;
