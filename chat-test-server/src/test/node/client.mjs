// The official client against a server that behaves as NodeClientTests sets it up.
// Usage: node client.mjs <base URL> <transport>[,<transport>]
import assert from "node:assert/strict";
import { io } from "socket.io-client";

const [url, transports] = process.argv.slice(2);
const options = { transports: transports.split(","), forceNew: true, reconnectionDelay: 10 };
const connect = (namespace, more) => io(url + namespace, { ...options, auth: { token: "good" }, ...more });
const once = (socket, event) => new Promise((resolve) => socket.once(event, (...args) => resolve(args)));
const connected = async (namespace = "/", more = {}) => {
  const socket = connect(namespace, more);
  await once(socket, "connect");
  return socket;
};

const checks = {
  async "tells a refused client why"() {
    const socket = connect("/", { auth: { token: "bad" } });
    const [error] = await once(socket, "connect_error");
    assert.equal(error.message, "unauthorized");
    assert.deepEqual(error.data, { code: "token_invalid" });
    assert.equal(socket.active, false);
    socket.auth = { token: "good" };
    socket.connect();
    await once(socket, "connect");
    socket.close();
  },

  async "refuses a client without an auth payload"() {
    const socket = connect("/", { auth: undefined });
    const [error] = await once(socket, "connect_error");
    assert.equal(error.message, "unauthorized");
    socket.close();
  },

  async "refuses an unknown namespace"() {
    const socket = connect("/unknown");
    const [error] = await once(socket, "connect_error");
    assert.equal(error.message, "Invalid namespace");
    socket.close();
  },

  async "passes all JSON there and back"() {
    const socket = await connected();
    const values = ["grüß dich 👋 \u2028", "\ud800", 0, -1.5, 9007199254740991, true, null, [], {}, { a: [{ b: null }] }];
    const answer = await socket.timeout(60000).emitWithAck("echo", ...values);
    values[1] = "?"; // half a surrogate pair has no UTF-8
    assert.deepEqual(answer, values);
    socket.close();
  },

  async "passes binary there and back"() {
    const socket = await connected();
    const large = Buffer.alloc(70000, 7);
    const answer = await socket.timeout(60000).emitWithAck("echo", { deep: [Buffer.from([1, 2, 255])] }, large);
    assert.deepEqual(answer, [{ deep: [Buffer.from([1, 2, 255])] }, large]);
    socket.close();
  },

  async "passes a message near the limit"() {
    const socket = await connected();
    const text = "x".repeat(900_000);
    const [answer] = await socket.timeout(60000).emitWithAck("echo", text);
    assert.equal(answer.length, text.length);
    socket.close();
  },

  async "answers what the server asks"() {
    const socket = await connected();
    socket.on("question", (number, bytes, answer) => answer(number + 1, bytes));
    const answer = await socket.timeout(60000).emitWithAck("ask-me", 41, Buffer.from([9]));
    assert.deepEqual(answer, [42, Buffer.from([9])]);
    socket.close();
  },

  async "keeps namespaces on one connection apart"() {
    const main = await connected();
    const admin = main.io.socket("/admin", { auth: { token: "good" } });
    await once(admin, "connect");
    assert.notEqual(main.id, admin.id);
    const wrong = () => assert.fail("event of another namespace");
    main.on("from-admin", wrong);
    const [text] = await Promise.all([once(admin, "from-admin"), admin.emit("talk")]);
    assert.deepEqual(text, ["hello"]);
    admin.close();
    assert.deepEqual(await main.timeout(60000).emitWithAck("echo", 1), [1]);
    main.close();
  },

  async "reaches the others of a room"() {
    const [one, two, outsider] = await Promise.all([connected(), connected(), connected()]);
    outsider.on("said", () => assert.fail("not in the room"));
    one.on("said", () => assert.fail("the sender"));
    await Promise.all([one, two].map((socket) => socket.timeout(60000).emitWithAck("join", "lobby")));
    one.emit("say", "lobby", "hi", Buffer.from([1]));
    assert.deepEqual(await once(two, "said"), ["hi", Buffer.from([1])]);
    await two.timeout(60000).emitWithAck("leave", "lobby");
    two.on("said", () => assert.fail("left the room"));
    one.emit("say", "lobby", "again", Buffer.from([2]));
    await one.timeout(60000).emitWithAck("echo");
    await two.timeout(60000).emitWithAck("echo");
    [one, two, outsider].forEach((socket) => socket.close());
  },

  async "sends a socket away"() {
    for (const close of [false, true]) {
      const socket = await connected();
      socket.emit("send-me-away", close);
      const [reason] = await once(socket, "disconnect");
      assert.equal(reason, "io server disconnect");
      socket.connect();
      await once(socket, "connect");
      socket.close();
    }
  },

  async "survives a closed connection by connecting again"() {
    const socket = await connected();
    const id = socket.id;
    socket.emit("close-connection");
    await once(socket, "disconnect");
    await once(socket, "connect");
    assert.notEqual(socket.id, id);
    socket.close();
  },

  async "outlives many heartbeats"() {
    const socket = await connected();
    let pings = 0;
    socket.io.on("ping", () => pings++);
    socket.on("disconnect", () => assert.fail("disconnected"));
    while (pings < 3) {
      await once(socket.io, "ping");
    }
    assert.deepEqual(await socket.timeout(60000).emitWithAck("echo", 1), [1]);
    socket.off("disconnect");
    socket.close();
  },

  async "ends on the transport it should"() {
    const socket = await connected();
    if (options.transports.length > 1 && socket.io.engine.transport.name === "polling") {
      await once(socket.io.engine, "upgrade");
    }
    assert.equal(socket.io.engine.transport.name, options.transports.at(-1));
    assert.deepEqual(await socket.timeout(60000).emitWithAck("echo", 1), [1]);
    socket.close();
  },
};

for (const [name, check] of Object.entries(checks)) {
  const limit = setTimeout(() => {
    console.error(`timed out: ${name}`);
    process.exit(1);
  }, 180_000);
  try {
    await check();
  } catch (error) {
    console.error(`failed: ${name}`, error);
    process.exit(1);
  }
  clearTimeout(limit);
}
console.log(`${Object.keys(checks).length} checks passed over ${transports}`);
process.exit(0);
