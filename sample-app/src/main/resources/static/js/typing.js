const REPEAT = 3_000;
const IDLE = 4_000;
const FORGET = 8_000;

/** Tells the others that this user is typing: at most every three seconds, and once when it ends. */
export class TypingNotifier {

  #start;
  #stop;
  #lastStart = 0;
  #idle;

  constructor(start, stop) {
    this.#start = start;
    this.#stop = stop;
  }

  typed() {
    if (Date.now() - this.#lastStart >= REPEAT) {
      this.#lastStart = Date.now();
      this.#start();
    }
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => this.ended(), IDLE);
  }

  ended() {
    clearTimeout(this.#idle);
    if (this.#lastStart > 0) {
      this.#lastStart = 0;
      this.#stop();
    }
  }

}

/** Shows who is typing. Somebody whose end of typing got lost is forgotten after a while. */
export class TypingDisplay {

  #element;
  #users = new Map();

  constructor(element) {
    this.#element = element;
    this.clear();
  }

  started(userId, name) {
    clearTimeout(this.#users.get(userId)?.forget);
    this.#users.set(userId, { name, forget: setTimeout(() => this.stopped(userId), FORGET) });
    this.#render();
  }

  stopped(userId) {
    clearTimeout(this.#users.get(userId)?.forget);
    this.#users.delete(userId);
    this.#render();
  }

  clear() {
    for (const userId of [...this.#users.keys()]) {
      this.stopped(userId);
    }
    this.#render();
  }

  #render() {
    const names = [...this.#users.values()].map(({ name }) => name);
    this.#element.textContent = names.length === 0 ? ""
      : names.length === 1 ? `${names[0]} is typing…`
      : names.length === 2 ? `${names[0]} and ${names[1]} are typing…`
      : "Several people are typing…";
  }

}
