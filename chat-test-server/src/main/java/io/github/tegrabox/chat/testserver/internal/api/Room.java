package io.github.tegrabox.chat.testserver.internal.api;

import java.time.Instant;

/**
 * A room of the project.
 *
 * @param id the server's id
 * @param name the name
 * @param createdBy the id of the user who created it
 * @param memberCount how many members it has
 * @param createdAt when it was created
 * @param updatedAt when it last changed
 */
record Room(String id, String name, String createdBy, int memberCount, Instant createdAt, Instant updatedAt) {
}
