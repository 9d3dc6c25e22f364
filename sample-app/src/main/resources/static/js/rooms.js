import { clone } from "./text.js";

const FILTER_FROM = 15;

/** The list of rooms: links, so that the browser's history, bookmarks and the keyboard work on them. */
export class RoomList {

  #element;
  #filter;
  #onUnread;
  #rooms = new Map();
  #items = new Map();
  #currentId = null;
  #frame = 0;

  /**
   * @param {HTMLElement} element the list
   * @param {HTMLInputElement} filter the field that narrows it
   * @param {(total: number) => void} onUnread called with the number of unread messages whenever it may have changed
   */
  constructor(element, filter, onUnread) {
    this.#element = element;
    this.#filter = filter;
    this.#onUnread = onUnread;
    filter.addEventListener("input", () => this.#render());
  }

  /**
   * Shows the rooms as the server has them. What this page has counted as unread meanwhile stays, unless the user has
   * read the room elsewhere.
   */
  show(rooms) {
    this.#rooms = new Map(rooms.map((room) => {
      const before = this.#rooms.get(room.id);
      const counted = before?.readUntil === room.readUntil ? before.unread : 0;
      return [room.id, { ...room, unread: room.id === this.#currentId ? counted : Math.max(room.unread, counted) }];
    }));
    this.#render();
  }

  /** Adds a room, or what is new about it. */
  add(room) {
    const before = this.#rooms.get(room.id);
    this.#rooms.set(room.id, { ...before, id: room.id, name: room.name,
      member: room.member || Boolean(before?.member), unread: before?.unread ?? 0 });
    this.#render();
  }

  find(roomId) {
    return this.#rooms.get(roomId);
  }

  get all() {
    return [...this.#rooms.values()];
  }

  select(roomId) {
    this.#currentId = roomId;
    this.read(roomId);
    this.#render();
    this.#element.querySelector("[aria-current=page]")?.scrollIntoView({ block: "nearest" });
  }

  countUnread(roomId) {
    this.#change(roomId, ({ unread }) => ({ unread: unread + 1 }));
  }

  read(roomId) {
    this.#change(roomId, () => ({ unread: 0 }));
  }

  /** Takes note of what this user has read, here or in another tab. */
  setRead(roomId, unread, readUntil) {
    this.#change(roomId, (room) => ({ readUntil, unread: roomId === this.#currentId ? room.unread : unread }));
  }

  setMember(roomId, member) {
    this.#change(roomId, () => ({ member }));
  }

  #change(roomId, change) {
    const room = this.#rooms.get(roomId);
    if (room) {
      Object.assign(room, change(room));
      this.#frame ||= setTimeout(() => this.#render(), 30);
    }
  }

  // Elements are kept, so that a change takes the focus from none of them.
  #render() {
    clearTimeout(this.#frame);
    this.#frame = 0;
    const wanted = this.#filter.value.trim().toLocaleLowerCase();
    const items = [];
    for (const room of this.#rooms.values()) {
      if (room.name.toLocaleLowerCase().includes(wanted)) {
        items.push(this.#item(room));
      }
    }
    if (items.length !== this.#element.children.length || items.some((item, i) => item !== this.#element.children[i])) {
      this.#element.replaceChildren(...items);
    }
    this.#filter.parentElement.hidden = this.#rooms.size < FILTER_FROM;
    this.#onUnread(this.all.reduce((total, { unread }) => total + unread, 0));
  }

  #item({ id, name, unread }) {
    let item = this.#items.get(id);
    if (!item) {
      item = clone("room-template");
      item.dataset.id = id;
      item.querySelector("a").href = `#/rooms/${encodeURIComponent(id)}`;
      this.#items.set(id, item);
    }
    const current = id === this.#currentId;
    const state = `${name}\n${unread}\n${current}`;
    if (item.dataset.state !== state) {
      item.dataset.state = state;
      item.querySelector("a").setAttribute("aria-current", current ? "page" : "false");
      item.querySelector(".name").textContent = name;
      item.querySelector(".name").title = name;
      item.querySelector(".unread").textContent = `${unread >= 100 ? "99+" : unread} new`;
      item.querySelector(".unread").hidden = unread === 0;
    }
    return item;
  }

}
