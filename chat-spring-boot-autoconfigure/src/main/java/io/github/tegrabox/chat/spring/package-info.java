/**
 * The Chat API in a Spring application, with or without Spring Boot: events of the socket
 * as application events, the socket's part in the lifecycle.
 */
@NullMarked
package io.github.tegrabox.chat.spring;

import org.jspecify.annotations.NullMarked;
