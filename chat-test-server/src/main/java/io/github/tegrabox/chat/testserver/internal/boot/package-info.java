/**
 * The server of an application's context.
 */
@NullMarked
package io.github.tegrabox.chat.testserver.internal.boot;

import org.jspecify.annotations.NullMarked;
