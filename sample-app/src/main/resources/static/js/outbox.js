import { clone } from "./text.js";

const PAUSE = 2_000;
const OLDEST_PAGE = 40;

/**
 * What this user has written and the server has not confirmed yet. A message leaves it when it is known to have arrived:
 * by the answer, live, or because it stands in the history. Nobody is asked to send a second time before the history
 * has said that the first time was in vain. Survives a reload of the page.
 */
export class Outbox {

  #list;
  #connection;
  #fetchMessages;
  #onArrived;
  #key;
  #pending = [];
  #claimed = new Set();
  #roomId = null;

  /**
   * @param {HTMLElement} list where the messages of the open room are shown
   * @param {import("./connection.js").Connection} connection what sends
   * @param {(roomId: string, page: number) => Promise<object>} fetchMessages gives the history, newest first
   * @param {(message: object) => void} onArrived called with each message as the server has it
   * @param {string} key the name under which the browser keeps it
   */
  constructor(list, connection, fetchMessages, onArrived, key) {
    this.#list = list;
    this.#connection = connection;
    this.#fetchMessages = fetchMessages;
    this.#onArrived = onArrived;
    this.#key = key;
    for (const { roomId, content, since } of JSON.parse(sessionStorage.getItem(key) ?? "[]")) {
      const entry = this.#add(roomId, content, since);
      this.#find(entry, 0);
    }
  }

  show(roomId) {
    this.#roomId = roomId;
    this.#render();
  }

  /**
   * Sends a message.
   * @param {string} roomId where to
   * @param {string} content what
   * @param {object} newest the newest message known of the room: what is sent comes after it
   */
  send(roomId, content, newest) {
    return this.#send(this.#add(roomId, content, newest ? { id: newest.id, at: newest.createdAt } : null));
  }

  /** Takes note of a message of this user that the server has: it may be one that waits here. */
  arrived(message) {
    const entry = this.#pending.find((each) => this.#isAnswered(each, message));
    if (entry) {
      this.#done(entry, message);
    }
  }

  async #send(entry) {
    this.#become(entry, "sending", "Sending…");
    const { number } = this.#connection;
    try {
      const { message } = await this.#connection.request("send_message", { room_id: entry.roomId, content: entry.content });
      this.#done(entry, fromWire(message));
    } catch (problem) {
      if (problem.refused) {
        this.#become(entry, "unsent", `Not sent: ${problem.message}`);
      } else {
        await this.#find(entry, number);
      }
    }
  }

  /** Looks whether a message has arrived, until that is certain. The number is that of the connection that carried it. */
  async #find(entry, number) {
    this.#become(entry, "looking", "Not confirmed yet. Looking whether it has arrived…");
    while (this.#pending.includes(entry)) {
      const connected = this.#connection.connected ? this.#connection.number : null;
      try {
        const message = await this.#look(entry);
        if (message) {
          this.#done(entry, message);
          return;
        }
        if (connected !== null && connected !== number && connected === this.#connection.number) {
          this.#become(entry, "unsent", "Not sent: the connection was lost before it arrived.");
          return;
        }
        if (connected === number) {
          this.#connection.renew(); // What the old connection carries may still arrive; after it, nothing does.
        }
      } catch (problem) {
        if (problem.endless) {
          this.#become(entry, "unconfirmed", `Not confirmed: ${problem.message}`);
          return;
        }
        // The history cannot be read now.
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
  }

  /** Gives the message as the server has it, or null if it certainly has not arrived. */
  async #look(entry) {
    for (let page = 1; page <= OLDEST_PAGE; page++) {
      const { items, totalPages } = await this.#fetchMessages(entry.roomId, page);
      const found = items.findLast((message) => this.#isAnswered(entry, message));
      if (found) {
        return found;
      }
      if (page >= totalPages || !items.every((message) => isAfter(message, entry.since))) {
        return null;
      }
    }
    throw Object.assign(new Error("too much has been written since."), { endless: true });
  }

  #isAnswered(entry, message) {
    return message.roomId === entry.roomId && message.userId === this.#connection.userId
      && message.content === entry.content && isAfter(message, entry.since) && !this.#claimed.has(message.id);
  }

  #done(entry, message) {
    if (this.#pending.includes(entry)) {
      this.#claimed.add(message.id);
      this.#remove(entry);
    }
    this.#onArrived(message);
  }

  #add(roomId, content, since) {
    const entry = { roomId, content, since, element: clone("pending-template") };
    entry.element.querySelector(".content").textContent = content;
    entry.element.querySelector(".again").addEventListener("click", () => this.#again(entry));
    entry.element.querySelector(".discard").addEventListener("click", () => this.#remove(entry));
    this.#pending.push(entry);
    this.#save();
    this.#render();
    return entry;
  }

  // It may have come after all, so the history is asked once more.
  async #again(entry) {
    this.#become(entry, "looking", "Looking whether it has arrived…");
    try {
      const message = await this.#look(entry);
      if (message) {
        this.#done(entry, message);
      } else {
        await this.#send(entry);
      }
    } catch (problem) {
      this.#become(entry, problem.endless ? "unconfirmed" : "unsent",
        `Not ${problem.endless ? "confirmed" : "sent"}: ${problem.message}`);
    }
  }

  #become(entry, state, text) {
    entry.element.dataset.state = state;
    entry.element.querySelector(".state").textContent = text;
    entry.element.querySelector(".again").hidden = state !== "unsent";
    entry.element.querySelector(".discard").hidden = state !== "unsent" && state !== "unconfirmed";
  }

  #remove(entry) {
    this.#pending = this.#pending.filter((each) => each !== entry);
    entry.element.remove();
    this.#save();
  }

  #render() {
    this.#list.replaceChildren(...this.#pending.filter(({ roomId }) => roomId === this.#roomId)
      .map(({ element }) => element));
  }

  #save() {
    sessionStorage.setItem(this.#key, JSON.stringify(this.#pending.map(({ roomId, content, since }) =>
      ({ roomId, content, since }))));
  }

}

function isAfter(message, since) {
  return !since || (message.id !== since.id && new Date(message.createdAt) >= new Date(since.at));
}

/** A message as the socket has it, in the names of the REST endpoints. */
export const fromWire = (wire) => ({
  id: wire.id,
  roomId: wire.room_id,
  userId: wire.user_id,
  username: wire.username,
  content: wire.content,
  createdAt: wire.created_at,
});
