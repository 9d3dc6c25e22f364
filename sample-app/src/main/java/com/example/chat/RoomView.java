package com.example.chat;

import java.time.Instant;

/**
 * A room as the page shows it to somebody.
 *
 * @param id the room's id
 * @param name the room's name
 * @param member whether that somebody is in it
 * @param unread how many messages of others are new, counted up to a bound
 * @param readUntil up to when that somebody has read it
 */
record RoomView(String id, String name, boolean member, int unread, Instant readUntil) {

}
