/**
 * Auto-configuration of the test server for development and tests.
 */
@NullMarked
package io.github.tegrabox.chat.boot.autoconfigure.testserver;

import org.jspecify.annotations.NullMarked;
