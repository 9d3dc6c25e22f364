/**
 * How the realtime connection is kept, and why no message is lost.
 *
 * <h2>The way of an event</h2>
 * <ol>
 * <li>The transport decodes it on its own thread and hands it to the {@code SessionLink}
 * of its connection.</li>
 * <li>The {@code Mailbox} lets one input in at a time. It has no thread: whoever finds it
 * empty works off what arrives. Everything the application, the connection, the token
 * source, the history and the timer have to say passes through it, so the two state
 * machines behind it, {@code Session} and
 * {@link io.github.tegrabox.chat.internal.socket.room.Rooms}, know neither threads nor
 * locks nor clocks.</li>
 * <li>The room decides: hand it on, hold it until older messages are there, drop it as a
 * duplicate, or leave it to the history because the room's queue is full.</li>
 * <li>The {@link io.github.tegrabox.chat.internal.socket.dispatch.Lane} of the room
 * queues it, and a worker of the
 * {@link io.github.tegrabox.chat.internal.socket.dispatch.Dispatcher} calls the
 * listeners, a batch of events at a time.</li>
 * </ol>
 *
 * <h2>The session</h2> Whatever ends a connection, there is one loop that makes the next:
 * {@code SessionState} shows it. A lost link keeps the token. A refused token is replaced
 * once, at once; refused again, after a pause. A fixed token that is refused ends in
 * {@link io.github.tegrabox.chat.socket.ConnectionState#FAILED}; nothing else does.
 * Pauses double from the initial delay to the longest, less a random part, and start
 * small again only after a connection that lasted as long as the longest pause. Silence
 * is measured against the server's own figures. A token is renewed shortly before it
 * expires; the connection itself goes on, since expiry is looked at when shaking hands.
 *
 * <h2>The rooms</h2> A room has a position: the last messages that were handed on or,
 * before the first one, the newest messages of the history when the room began. The
 * connection waits for that, but for a few seconds at most. A message counts as handed on
 * once it is in the room's queue. From the position to the newest message leads
 * {@code CatchUp}: it finds the page of the position, then reads towards the newest and
 * hands each page on as it comes. It is started by each join, by listeners that were slow
 * and have room again, and now and then while there is no connection for long; it knows
 * nothing of connections, so a lost one throws nothing away. What comes live meanwhile
 * waits; then it is handed on, and then whatever comes. So it does not matter when the
 * link is lost, nor whether a message came live, by the history, or both ways. If the
 * history fails, the room waits and tries again; if it cannot tell, or too much was
 * missed, a {@link io.github.tegrabox.chat.event.MessageGap} stands exactly where
 * messages may be missing. Where the rooms belong to a group of processes
 * ({@code SharedRooms}), the position comes from there, nothing is handed on without one,
 * and nothing is too much.
 *
 * <h2>Slow listeners</h2> When a room's queue is full, its live messages are left to the
 * history and fetched once the queue is half empty; for a burst that a healthy listener
 * works off at once the connection reads no more for up to 100 ms instead. Typing and
 * presence events overtake their older kin. Events of the connection have a queue of
 * their own: in order among themselves, but not with respect to those of rooms.
 *
 * <h2>Threads</h2> One timer, one thread that completes acknowledged sends, and the
 * listeners' threads are shared by all sockets of related clients; idle ones end.
 */
@NullMarked
package io.github.tegrabox.chat.internal.socket.session;

import org.jspecify.annotations.NullMarked;
