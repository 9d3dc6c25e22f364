const RETRY = 5_000;

/**
 * What the sample's backend tells the page: new rooms, who comes and goes. The stream is open while the page is seen,
 * which also is how the backend knows that somebody is here.
 */
export class ServerEvents {

  #source = null;
  #listeners = {};
  #onOpen;

  /**
   * @param {() => void} onOpen called whenever the stream opens or is refused: what happened before it is to be asked
   * for, and a session that has ended is found out
   */
  constructor(onOpen) {
    this.#onOpen = onOpen;
    document.addEventListener("visibilitychange", () => this.open());
    addEventListener("pagehide", () => this.#close());
    addEventListener("pageshow", () => this.open());
  }

  on(event, listener) {
    this.#listeners[event] = ({ data }) => listener(JSON.parse(data));
  }

  open() {
    if (document.hidden) {
      this.#close();
    } else if (!this.#source) {
      this.#source = new EventSource("/api/events");
      this.#source.onopen = this.#onOpen;
      this.#source.onerror = ({ target }) => target.readyState === EventSource.CLOSED && this.#retry(target);
      for (const [event, listener] of Object.entries(this.#listeners)) {
        this.#source.addEventListener(event, listener);
      }
    }
  }

  // The browser comes back by itself after a lost link, but not after an answer that is no stream.
  #retry(source) {
    this.#onOpen();
    setTimeout(() => {
      if (this.#source === source) {
        this.#source = null;
        this.open();
      }
    }, RETRY);
  }

  #close() {
    this.#source?.close();
    this.#source = null;
  }

}
