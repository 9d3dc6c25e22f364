/**
 * JUnit support: a running server for a test class or a test method.
 */
@NullMarked
package io.github.tegrabox.chat.testserver.junit;

import org.jspecify.annotations.NullMarked;
