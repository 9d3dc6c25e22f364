/**
 * The stretch of a room's history that the page holds, oldest first, at most so many messages. Messages are counted
 * from the beginning of the room, so that a number stays the same however many follow; pages of the history are counted
 * from its end, and every answer says how many messages there are.
 */
export class History {

  #fetchPage;
  #most;
  #pageSize = 50;
  #total = 0;
  #ids = new Set();
  #first = 0;
  #isWhole = false;
  #generation = 0;
  #last = Promise.resolve();
  messages = [];

  /**
   * @param {(page: number) => Promise<{items: object[], total: number, limit: number}>} fetchPage gives pages, newest first
   * @param {number} most how many messages are held
   */
  constructor(fetchPage, most) {
    this.#fetchPage = fetchPage;
    this.#most = most;
  }

  get hasEarlier() {
    return this.#first > 0 && !this.#isWhole;
  }

  /** Whether the newest message of the room is among those held. */
  get isNewest() {
    return this.#end >= this.#total;
  }

  get isFull() {
    return this.messages.length >= this.#most;
  }

  get #end() {
    return this.#first + this.messages.length;
  }

  has(id) {
    return this.#ids.has(id);
  }

  /** Lets go of everything; what is being fetched is of no use any more. */
  clear() {
    this.#generation++;
    this.#isWhole = false;
    this.#total = 0;
    this.#hold([], 0);
  }

  /** Takes a message that is newer than all others; false if it is only counted, because it does not follow. */
  append(message) {
    const follows = this.isNewest;
    this.#total++;
    if (follows) {
      this.messages.push(message);
      this.#ids.add(message.id);
    }
    return follows;
  }

  /** Counts a message that is newer than all others, and does not take it. */
  skip() {
    this.#total++;
  }

  /** Brings the newest messages up to date with the server's history, as far back as something is known. */
  refresh() {
    return this.#inTurn(() => this.#refresh());
  }

  async #refresh() {
    const newest = [];
    const seen = new Set();
    for (let page = 1; ; page++) {
      const { items, total, limit } = await this.#page(page);
      newest.push(...items.filter(({ id }) => !seen.has(id) && seen.add(id)));
      const first = total - (page - 1) * limit - items.length;
      const reached = items.some(({ id }) => this.#ids.has(id));
      if (reached || first <= 0 || this.messages.length === 0 || newest.length >= this.#most) {
        const known = reached ? this.messages.slice(0, this.messages.findIndex(({ id }) => seen.has(id))) : [];
        const unknown = reached ? this.messages.slice(known.length).filter(({ id }) => !seen.has(id)) : [];
        this.#total = total + unknown.length;
        this.#hold([...known, ...newest.reverse(), ...unknown], Math.max(0, first - known.length));
        return;
      }
    }
  }

  /** Learns how many messages there are now, and nothing else. */
  count() {
    return this.#inTurn(() => this.#page(1));
  }

  /** Takes the messages before those held, and lets go of the newest ones beyond the bound. */
  earlier() {
    return this.#inTurn(async () => {
      const found = await this.#around(this.#first - 1);
      const before = found.messages.filter(({ id }, i) => found.first + i < this.#first && !this.#ids.has(id));
      this.#isWhole = before.length === 0;
      this.#hold([...before, ...this.messages].slice(0, this.#most), this.#first - before.length);
    });
  }

  /** Takes the messages after those held, and lets go of the oldest ones beyond the bound. */
  later() {
    return this.#inTurn(async () => {
      const found = await this.#around(this.#end);
      const after = found.messages.filter(({ id }, i) => found.first + i >= this.#end && !this.#ids.has(id));
      if (after.length === 0) {
        this.#total = this.#end;
      }
      this.#hold([...this.messages, ...after], this.#first);
      this.trim();
    });
  }

  /** Lets go of the oldest messages beyond the bound. */
  trim() {
    const surplus = this.messages.length - this.#most;
    if (surplus > 0) {
      this.#isWhole = false;
      this.#hold(this.messages.slice(surplus), this.#first + surplus);
    }
  }

  // The page that has the message of this number; messages that come meanwhile move it to a later page.
  async #around(number) {
    for (let attempt = 0; attempt < 5; attempt++) {
      const wanted = Math.floor((this.#total - 1 - number) / this.#pageSize) + 1;
      const { items, total, limit } = await this.#page(wanted);
      const first = total - (wanted - 1) * limit - items.length;
      if (items.length === 0 || number >= total || (first <= number && number < first + items.length)) {
        return { first, messages: [...items].reverse() };
      }
    }
    throw new Error("The history changes too fast to be read.");
  }

  async #page(page) {
    const generation = this.#generation;
    const answer = await this.#fetchPage(page);
    if (generation !== this.#generation) {
      throw Object.assign(new Error("Superseded."), { superseded: true });
    }
    this.#pageSize = answer.limit ?? this.#pageSize;
    this.#total = answer.total;
    return { ...answer, limit: this.#pageSize };
  }

  #inTurn(operation) {
    const done = this.#last.then(operation);
    this.#last = done.catch(() => {});
    return done;
  }

  #hold(messages, first) {
    this.messages = messages;
    this.#first = first;
    this.#ids = new Set(messages.map(({ id }) => id));
  }

}
