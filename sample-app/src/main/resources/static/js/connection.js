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

  on(event, listener) {
    this.#socket.on(event, listener);
  }

  /** Sends an event and waits for the server's acknowledgement. */
  async request(event, payload) {
    if (!this.connected) {
      throw new Error("Not connected.");
    }
    const answer = await this.#socket.timeout(ACK_TIMEOUT).emitWithAck(event, payload);
    if (!answer.ok) {
      throw new Error(answer.error.message);
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

  // Socket.IO reconnects by itself when the link breaks, but not when the server refuses or ends the connection.
  #comeBack() {
    if (!this.#socket.active) {
      const delay = Math.min(MAX_DELAY, 500 * 2 ** this.#refusals++);
      setTimeout(() => this.#socket.connect(), delay * (0.5 + Math.random() / 2));
    }
  }

}
