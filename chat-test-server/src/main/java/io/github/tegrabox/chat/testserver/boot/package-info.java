/**
 * Spring Boot test support: a running server for an application context.
 */
@NullMarked
package io.github.tegrabox.chat.testserver.boot;

import org.jspecify.annotations.NullMarked;
