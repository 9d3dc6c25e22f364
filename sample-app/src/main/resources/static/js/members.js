import { clone } from "./text.js";

/** Who is in the open room, and who of them has the page open. */
export class Members {

  #element;
  #fetchMembers;
  #roomId = null;
  #members = [];

  /**
   * @param {HTMLDetailsElement} element a summary with the number, and the list
   * @param {(roomId: string) => Promise<object[]>} fetchMembers where they come from
   */
  constructor(element, fetchMembers) {
    this.#element = element;
    this.#fetchMembers = fetchMembers;
  }

  /** Shows the members of a room, as they are now. */
  async show(roomId) {
    if (roomId !== this.#roomId) {
      this.#element.open = false;
      this.#element.hidden = true;
    }
    this.#roomId = roomId;
    if (roomId) {
      const members = await this.#fetchMembers(roomId);
      if (roomId === this.#roomId) {
        this.#members = members;
        this.#render();
      }
    }
  }

  presence(userId, here) {
    const member = this.#members.find((each) => each.userId === userId);
    if (member) {
      member.here = here;
      this.#render();
    }
  }

  #render() {
    const here = this.#members.filter((member) => member.here).length;
    this.#element.hidden = false;
    this.#element.querySelector("summary").textContent = `${here} of ${this.#members.length} here`;
    this.#element.querySelector("ul").replaceChildren(...this.#members.map(({ name, here }) => {
      const item = clone("member-template");
      item.querySelector(".name").textContent = name;
      item.querySelector(".presence").textContent = here ? "here" : "away";
      item.dataset.here = here;
      return item;
    }));
  }

}
