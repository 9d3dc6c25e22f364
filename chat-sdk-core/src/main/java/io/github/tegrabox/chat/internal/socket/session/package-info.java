/**
 * How the realtime connection is kept, and why no message is lost.
 *
 * <h2>The way of an event</h2>
 * <ol>
 * <li>The transport decodes it on its own thread and passes it to the {@code SessionLink}
 * of its connection.</li>
 * <li>The {@code Mailbox} lets one input in at a time. It has no thread: a caller who
 * finds it empty processes what arrives. Everything from the application, the connection,
 * the token source, the history and the timer passes through it, so the two state
 * machines behind it, {@code Session} and
 * {@link io.github.tegrabox.chat.internal.socket.room.Rooms}, know no threads, locks or
 * clocks.</li>
 * <li>The room decides: pass it on, hold it until older messages are there, drop it as a
 * duplicate, or leave it to the history because the room's queue is full.</li>
 * <li>The {@link io.github.tegrabox.chat.internal.socket.dispatch.Lane} of the room
 * queues it, and a worker of the
 * {@link io.github.tegrabox.chat.internal.socket.dispatch.Dispatcher} calls the
 * listeners, a batch of events at a time.</li>
 * </ol>
 *
 * <h2>The session</h2> Whatever ends a connection, there is one loop that makes the next;
 * {@code SessionState} shows it. A lost link keeps the token. A refused token is replaced
 * once, immediately; if the next one is refused, too, after a pause. Only a fixed token
 * that is refused ends in {@link io.github.tegrabox.chat.socket.ConnectionState#FAILED}.
 * Pauses double from the initial delay to the longest, less a random part. They start
 * small again only after a connection that lasted as long as the longest pause. Silence
 * is measured against the server's own ping figures. A token is renewed shortly before it
 * expires. The connection itself goes on, because the server checks the expiry at the
 * handshake.
 *
 * <h2>The rooms</h2> A room has a position: the last messages that were passed on or,
 * before the first one, the newest messages of the history when the room began. The
 * connection waits for the position, but only for a few seconds. A message counts as
 * passed on once it is in the room's queue. {@code CatchUp} reads from the position to
 * the newest message: it finds the page of the position, then reads towards the newest
 * message and passes on each page as it comes. It is started by each join, by slow
 * listeners that have room again, and from time to time during a long loss of the
 * connection. It knows nothing of connections, so a lost one discards nothing. Live
 * messages wait until it is done; from then on, they are passed on as they come. So it
 * does not matter when the link is lost, or whether a message came live, from the
 * history, or both ways. If the history fails, the room waits and tries again. If the
 * history cannot tell, or too much was missed, a
 * {@link io.github.tegrabox.chat.event.MessageGap} stands exactly where messages may be
 * missing. If the rooms belong to a group of processes ({@code SharedRooms}), the
 * position comes from the group, nothing is passed on without a position, and nothing is
 * too much.
 *
 * <h2>Slow listeners</h2> When a room's queue is full, its live messages are left to the
 * history and fetched once the queue is half empty. For a burst that a healthy listener
 * handles at once, the connection stops reading for up to 100 ms instead. Typing and
 * presence events that wait are replaced by newer ones of the same user. Events of the
 * connection have a queue of their own: they are in order among themselves, but not
 * relative to those of rooms.
 *
 * <h2>Threads</h2> All sockets of related clients share one timer, one thread that
 * completes acknowledged sends, and the listeners' threads. Idle threads end.
 */
@NullMarked
package io.github.tegrabox.chat.internal.socket.session;

import org.jspecify.annotations.NullMarked;
