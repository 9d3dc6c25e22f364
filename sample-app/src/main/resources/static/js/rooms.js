import { clone } from "./timeline.js";

/** The list of rooms: links, so that the browser's history, bookmarks and the keyboard work on them. */
export class RoomList {

  #element;
  #rooms = [];
  #unread = new Map();
  #currentId = null;

  constructor(element) {
    this.#element = element;
  }

  show(rooms) {
    this.#rooms = rooms;
    this.#render();
  }

  find(roomId) {
    return this.#rooms.find(({ id }) => id === roomId);
  }

  select(roomId) {
    this.#currentId = roomId;
    this.#unread.delete(roomId);
    this.#render();
    this.#element.querySelector("[aria-current=page]")?.scrollIntoView({ block: "nearest" });
  }

  countUnread(roomId) {
    this.#unread.set(roomId, (this.#unread.get(roomId) ?? 0) + 1);
    this.#render();
  }

  // Elements are kept, so that a refresh takes the focus from none of them.
  #render() {
    const existing = new Map([...this.#element.children].map((item) => [item.dataset.id, item]));
    const items = this.#rooms.map((room) => this.#fill(existing.get(room.id) ?? clone("room-template"), room));
    if (items.length !== existing.size || items.some((item) => !item.isConnected)) {
      this.#element.replaceChildren(...items);
    }
  }

  #fill(item, { id, name }) {
    const link = item.querySelector("a");
    const unread = this.#unread.get(id) ?? 0;
    item.dataset.id = id;
    link.href = `#/rooms/${encodeURIComponent(id)}`;
    link.setAttribute("aria-current", id === this.#currentId ? "page" : "false");
    item.querySelector(".name").textContent = name;
    item.querySelector(".unread").textContent = `${unread} new`;
    item.querySelector(".unread").hidden = unread === 0;
    return item;
  }

}
