/**
 * The JDK's HTTP client and the threads that it runs on.
 */
@NullMarked
package io.github.tegrabox.chat.internal.net;

import org.jspecify.annotations.NullMarked;
