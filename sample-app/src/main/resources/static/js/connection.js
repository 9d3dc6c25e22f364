import { io } from "/vendor/socket.io.esm.min.js";

const ACK_TIMEOUT = 5_000;
const MAX_DELAY = 15_000;

/**
 * The realtime connection of the page. It comes back by itself after every loss, with a fresh token: one that has
 * expired or was revoked is no special case.
 */
export class Connection {

  #socket;
  #refusals = 0;
  userId = null;

  /** Counts the connections. What was sent on an earlier one has arrived by now or never will. */
  number = 0;

  /**
   * @param {string} url the address of the Chat API
   * @param {() => Promise<{token: string, userId: string}>} fetchToken where tokens come from
   * @param {(state: "connected" | "reconnecting") => void} onState called at every change, once connected at each connect
   */
  constructor(url, fetchToken, onState) {
    this.#socket = io(url, {
      transports: ["websocket"],
      autoConnect: false,
      reconnectionDelay: 500,
      reconnectionDelayMax: MAX_DELAY,
      auth: (send) => this.#authenticate(fetchToken, send),
    });
    this.#socket.on("connect", () => {
      this.#refusals = 0;
      this.number++;
      onState("connected");
    });
    for (const loss of ["connect_error", "disconnect"]) {
      this.#socket.on(loss, () => {
        onState("reconnecting");
        this.#comeBack();
      });
    }
  }

  get connected() {
    return this.#socket.connected;
  }

  open() {
    this.#socket.connect();
  }

  /** Ends the connection, so that a new one follows. */
  renew() {
    this.#socket.disconnect();
  }

  on(event, listener) {
    this.#socket.on(event, listener);
  }

  /**
   * Sends an event and waits for the server's acknowledgement. A failure has "refused" if the server did not do it;
   * otherwise it may have.
   */
  async request(event, payload) {
    if (!this.connected) {
      throw Object.assign(new Error("Not connected."), { refused: true });
    }
    const answer = await this.#socket.timeout(ACK_TIMEOUT).emitWithAck(event, payload).catch(() => {
      throw new Error("The server does not answer.");
    });
    if (!answer?.ok) {
      throw Object.assign(new Error(answer?.error?.message ?? "The server refused it."), { refused: true });
    }
    return answer;
  }

  /** Sends an event that may get lost. */
  tell(event, payload) {
    this.#socket.volatile.emit(event, payload);
  }

  async #authenticate(fetchToken, send) {
    try {
      const { token, userId } = await fetchToken();
      this.userId = userId;
      send({ token });
    } catch {
      send({}); // Refused by the server, which leads to the next attempt.
    }
  }

  // Socket.IO reconnects by itself when the link breaks, but not when one side ends the connection or the server refuses.
  #comeBack() {
    if (!this.#socket.active) {
      const delay = Math.min(MAX_DELAY, 500 * 2 ** this.#refusals++);
      setTimeout(() => this.#socket.connect(), delay * (0.5 + Math.random() / 2));
    }
  }

}
