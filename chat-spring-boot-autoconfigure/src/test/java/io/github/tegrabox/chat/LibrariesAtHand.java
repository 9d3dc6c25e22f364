package io.github.tegrabox.chat;

import io.micrometer.context.ContextRegistry;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Has the registry of contexts made before any test hides libraries from a class loader:
 * it is made once in a JVM, and not at all if it finds but half of a library then.
 */
public final class LibrariesAtHand implements BeforeAllCallback {

	@Override
	public void beforeAll(ExtensionContext context) {
		ContextRegistry.getInstance();
	}

}
