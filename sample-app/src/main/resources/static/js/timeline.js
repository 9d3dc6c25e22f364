import { History } from "./history.js";
import { clone, dayOf, isMuchLater, momentOf, sameDay, timeOf, withLinks } from "./text.js";

const MOST = 300;
const NEAR = 600;
const AT_END = 40;
const TOGETHER = 30;
const LONGEST_TURN = 20;

/**
 * The messages of a room on the page, each once and in the server's order, however often it arrives: live, in the
 * answer to sending it, and in the history. Only a stretch of them is in the document; scrolling moves it.
 */
export class Timeline {

  #log;
  #list;
  #isOwn;
  #onChange;
  #history;
  #elements = new Map();
  #held = null;
  #arrived = [];
  #timer = 0;
  #recent = [];
  #atEnd = true;
  #unseen = 0;
  #loading = false;
  #ended = new AbortController();

  /**
   * @param {HTMLElement} log the element that scrolls
   * @param {HTMLElement} list the list in it
   * @param {(message: object) => boolean} isOwn tells whether this user wrote a message
   * @param {(page: number) => Promise<object>} fetchPage gives pages of the history
   * @param {() => void} onChange called when something was shown, or the view has moved
   */
  constructor(log, list, isOwn, fetchPage, onChange) {
    this.#log = log;
    this.#list = list;
    this.#isOwn = isOwn;
    this.#onChange = onChange;
    this.#history = new History(fetchPage, MOST);
    list.replaceChildren();
    log.addEventListener("scroll", () => this.#scrolled(), { passive: true, signal: this.#ended.signal });
    // A banner, the keyboard of a phone, a longer text being written: the newest message stays in sight.
    const sizes = new ResizeObserver(() => this.#atEnd && this.#scrollToEnd());
    sizes.observe(log);
    sizes.observe(list.parentElement.querySelector("#outbox"));
    this.#ended.signal.addEventListener("abort", () => sizes.disconnect());
  }

  /** Ends it: the elements belong to another room now. */
  end() {
    this.#ended.abort();
    clearTimeout(this.#timer);
  }

  /** Whether the newest message is in sight. */
  get atEnd() {
    return this.#atEnd && this.#history.isNewest;
  }

  /** How many messages of others have come since the newest one was last in sight. */
  get unseen() {
    return this.#unseen;
  }

  /** The newest message that is held. */
  get newest() {
    return this.#history.messages.at(-1);
  }

  /** Shows a message soon, or keeps it until the history before it is there. */
  receive(message) {
    if (this.#held) {
      this.#held.push(message);
    } else {
      this.#arrived.push(message);
      this.#timer ||= setTimeout(() => this.flush(), TOGETHER);
    }
  }

  /** Shows what has arrived. */
  flush() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    if (this.#loading) {
      return; // Until it is known how many messages there are.
    }
    this.#take(this.#arrived.splice(0));
    this.#show();
  }

  /** From here on, messages that arrive wait for {@link fill}. */
  hold() {
    this.#held ??= [];
  }

  /** Shows what the history has and the page has not, then what arrived meanwhile. */
  async fill() {
    if (this.#history.isNewest) {
      await this.#history.refresh();
    } else {
      await this.#history.count();
    }
    const held = this.#held ?? [];
    this.#held = null;
    this.#take(held);
    this.#show();
    this.#scrolled();
  }

  /** Shows the newest messages, wherever the view was. */
  async toEnd() {
    if (!this.#history.isNewest) {
      this.#history.clear();
      this.hold();
      this.#show();
      this.#atEnd = true;
      await this.fill();
    }
    this.#scrollToEnd();
    this.#scrolled();
  }

  /** Shows a line that is no message, such as who joined. */
  note(text) {
    if (this.#history.isNewest) {
      const note = clone("note-template");
      note.textContent = text;
      this.#list.append(note);
      this.#keepEnd();
    }
  }

  #take(messages) {
    for (const message of messages) {
      if (this.#history.has(message.id) || this.#recent.includes(message.id)) {
        continue;
      }
      this.#recent.push(message.id);
      this.#recent.splice(0, this.#recent.length - MOST);
      if (!this.#atEnd && !this.#isOwn(message)) {
        this.#unseen++;
      }
      // Whoever reads further up keeps what is there: it is the newer messages that wait for the next look.
      if (this.#atEnd || !this.#history.isFull) {
        this.#history.append(message);
      } else {
        this.#history.skip();
      }
    }
    if (this.#atEnd) {
      this.#history.trim();
    }
  }

  async #scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.#log;
    const below = scrollHeight - scrollTop - clientHeight;
    this.#atEnd = below < AT_END && this.#history.isNewest;
    if (this.#atEnd) {
      this.#unseen = 0;
    }
    this.#onChange();
    if (!this.#loading && !this.#held && !this.#ended.signal.aborted && this.#history.messages.length > 0) {
      if (scrollTop < NEAR && this.#history.hasEarlier) {
        await this.#load(() => this.#history.earlier());
      } else if (below < NEAR && !this.#history.isNewest) {
        await this.#load(() => this.#history.later());
      }
    }
  }

  async #load(load) {
    this.#loading = true;
    this.#log.ariaBusy = "true";
    const mine = this.#history.messages;
    try {
      await load();
    } catch {
      // The next time that somebody scrolls there it is tried again.
      return;
    } finally {
      this.#loading = false;
      this.#log.ariaBusy = "false";
    }
    if (!this.#ended.signal.aborted && mine !== this.#history.messages) {
      this.flush();
      await this.#scrolled();
    }
  }

  // Makes the document hold the messages that the history holds, and what is in sight stay where it is.
  #show() {
    const anchor = this.#atEnd ? null : this.#anchor();
    const { messages } = this.#history;
    for (const [id, element] of this.#elements) {
      if (!this.#history.has(id)) {
        this.#elements.delete(id);
        element.remove();
      }
    }
    let next = null;
    for (let i = messages.length - 1; i >= 0; i--) {
      let element = this.#elements.get(messages[i].id);
      if (!element) {
        element = this.#render(messages[i]);
        this.#elements.set(messages[i].id, element);
        this.#list.insertBefore(element, next);
      }
      next = element;
    }
    this.#arrange();
    if (anchor) {
      this.#log.scrollTop += anchor.element.getBoundingClientRect().top - anchor.top;
    } else {
      this.#scrollToEnd();
    }
    this.#onChange();
  }

  // The first message in sight that is going to stay.
  #anchor() {
    const { top } = this.#log.getBoundingClientRect();
    for (const { id } of this.#history.messages) {
      const element = this.#elements.get(id);
      const box = element?.getBoundingClientRect();
      if (box && box.bottom > top) {
        return { element, top: box.top };
      }
    }
    return null;
  }

  #keepEnd() {
    if (this.#atEnd) {
      this.#scrollToEnd();
    }
  }

  #scrollToEnd() {
    this.#log.scrollTop = this.#log.scrollHeight;
  }

  #render(message) {
    const name = message.username || message.userId;
    const element = clone("message-template");
    element.dataset.id = message.id;
    element.dataset.author = message.userId;
    element.classList.toggle("own", this.#isOwn(message));
    element.querySelector(".avatar").textContent = [...name][0].toUpperCase();
    element.querySelector(".avatar").dataset.colour = colourOf(message.userId);
    element.querySelector(".author").textContent = name;
    element.querySelector(".content").append(withLinks(message.content));
    const time = element.querySelector("time");
    const createdAt = new Date(message.createdAt);
    element.createdAt = createdAt;
    time.dateTime = createdAt.toISOString();
    time.textContent = timeOf(createdAt);
    time.title = momentOf(createdAt);
    element.title = time.title;
    return element;
  }

  // A line for each day. Messages of one author that follow each other closely look like one turn. Notes stay where they
  // are, but go with the messages around them.
  #arrange() {
    let head = null;
    let length = 0;
    let before = null;
    let isFirst = true;
    for (let element = this.#list.firstElementChild; element;) {
      const next = element.nextElementSibling;
      if (element.classList.contains("message")) {
        this.#separate(element, isFirst || !sameDay(before.createdAt, element.createdAt));
        const follows = head && head.dataset.author === element.dataset.author && length < LONGEST_TURN
          && !isMuchLater(element.createdAt, head.createdAt);
        element.classList.toggle("follows", Boolean(follows));
        head = follows ? head : element;
        length = follows ? length + 1 : 1;
        before = element;
        isFirst = false;
      } else if (element.classList.contains("note")) {
        head = null;
        if (isFirst && this.#history.messages.length > 0 && this.#history.hasEarlier) {
          element.remove();
        }
      } else if (!next?.classList.contains("message")) {
        element.remove();
      }
      element = next;
    }
    while (!this.#history.isNewest && this.#list.lastElementChild?.classList.contains("note")) {
      this.#list.lastElementChild.remove();
    }
  }

  #separate(element, isNewDay) {
    const previous = element.previousElementSibling;
    const separator = previous?.classList.contains("day") ? previous : null;
    if (isNewDay) {
      const line = separator ?? clone("day-template");
      const day = dayOf(element.createdAt);
      if (line.textContent.trim() !== day) {
        line.firstElementChild.textContent = day;
      }
      if (!separator) {
        element.before(line);
      }
    } else {
      separator?.remove();
    }
  }

}

function colourOf(userId) {
  let hash = 0;
  for (const character of userId) {
    hash = (hash * 31 + character.codePointAt(0)) % 997;
  }
  return hash % 6;
}
