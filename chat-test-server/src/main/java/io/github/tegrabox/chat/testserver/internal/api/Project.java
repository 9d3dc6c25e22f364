package io.github.tegrabox.chat.testserver.internal.api;

/**
 * The one project of the server.
 *
 * @param id the id
 * @param name the name
 */
public record Project(String id, String name) {
}
