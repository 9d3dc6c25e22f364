/**
 * The messages of a room on the page, each once and in the server's order, however often it arrives: live, in the
 * answer to sending it, and in the history.
 */
export class Timeline {

  #log;
  #list;
  #isOwn;
  #ids = new Set();
  #pages = 0;
  #totalPages = 0;
  #held = null;

  /**
   * @param {HTMLElement} log the element that scrolls
   * @param {HTMLElement} list the list in it
   * @param {(message: object) => boolean} isOwn tells whether this user wrote a message
   */
  constructor(log, list, isOwn) {
    this.#log = log;
    this.#list = list;
    this.#isOwn = isOwn;
    this.#list.replaceChildren();
  }

  /** Shows a message, or keeps it until the history before it is there. */
  receive(message) {
    if (this.#held) {
      this.#held.push(message);
    } else {
      this.#append([message]);
    }
  }

  /** From here on, messages that arrive wait for {@link fill}. */
  hold() {
    this.#held ??= [];
  }

  /** Shows what the history has and the page has not, then what arrived meanwhile. */
  async fill(fetchPage) {
    const missing = [];
    for (let page = 1, more = true; more; page++) {
      const { items, totalPages } = await fetchPage(page);
      const unknown = items.filter(({ id }) => !this.#ids.has(id));
      missing.push(...unknown);
      more = this.#ids.size > 0 && unknown.length === items.length && page < totalPages;
      this.#pages = Math.max(this.#pages, page);
      this.#totalPages = totalPages;
    }
    this.#append(missing.reverse());
    this.#append(this.#held ?? []);
    this.#held = null;
  }

  /** Whether the history has pages before the ones shown. */
  get hasEarlier() {
    return this.#pages < this.#totalPages;
  }

  /** Shows the next older page. */
  async fillEarlier(fetchPage) {
    const { items, totalPages } = await fetchPage(this.#pages + 1);
    this.#pages++;
    this.#totalPages = totalPages;
    const fromBottom = this.#log.scrollHeight - this.#log.scrollTop;
    const elements = items.filter((message) => this.#isNew(message)).map((message) => this.#render(message));
    this.#list.prepend(...elements.reverse());
    this.#group();
    this.#log.scrollTop = this.#log.scrollHeight - fromBottom;
  }

  /** Shows a line that is no message, such as who joined. */
  note(text) {
    const note = clone("note-template");
    note.textContent = text;
    this.#add([note]);
  }

  #append(messages) {
    this.#add(messages.filter((message) => this.#isNew(message)).map((message) => this.#render(message)));
  }

  #add(elements) {
    const atBottom = this.#log.scrollHeight - this.#log.scrollTop - this.#log.clientHeight < 80;
    this.#list.append(...elements);
    this.#group();
    if (atBottom) {
      this.#log.scrollTop = this.#log.scrollHeight;
    }
  }

  #isNew({ id }) {
    return !this.#ids.has(id) && this.#ids.add(id);
  }

  // Text goes in as textContent and is never interpreted as HTML.
  #render(message) {
    const name = message.username ?? message.userId;
    const element = clone("message-template");
    element.dataset.id = message.id;
    element.dataset.author = message.userId;
    element.classList.toggle("own", this.#isOwn(message));
    element.querySelector(".avatar").textContent = [...name][0].toUpperCase();
    element.querySelector(".avatar").dataset.colour = colourOf(message.userId);
    element.querySelector(".author").textContent = name;
    element.querySelector(".content").textContent = message.content;
    const time = element.querySelector("time");
    const createdAt = new Date(message.createdAt);
    time.dateTime = createdAt.toISOString();
    time.textContent = createdAt.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
    time.title = createdAt.toLocaleString();
    return element;
  }

  // Messages of one author in a row look like one turn.
  #group() {
    let previous;
    for (const element of this.#list.children) {
      element.classList.toggle("follows", Boolean(previous) && element.dataset.author === previous);
      previous = element.dataset.author;
    }
  }

}

export function clone(templateId) {
  return document.getElementById(templateId).content.firstElementChild.cloneNode(true);
}

function colourOf(userId) {
  let hash = 0;
  for (const character of userId) {
    hash = (hash * 31 + character.codePointAt(0)) % 997;
  }
  return hash % 6;
}
