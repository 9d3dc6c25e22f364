/**
 * Control of a running server over HTTP, for those who do not run it in their own
 * process.
 */
@NullMarked
package io.github.tegrabox.chat.testserver.internal.control;

import org.jspecify.annotations.NullMarked;
