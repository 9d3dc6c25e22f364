/**
 * The seam between the transport and whatever answers requests: a request, a response and
 * how it is delivered.
 */
@NullMarked
package io.github.tegrabox.chat.testserver.internal.http;

import org.jspecify.annotations.NullMarked;
