// Numbered messages in both directions while the official clients change from polling to
// WebSocket. Usage: node upgrade-stress.mjs <base URL> <clients> <messages per client>
import { io } from "socket.io-client";

const [url, clients, messages] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
const started = Date.now();
let upgraded = 0;

const failures = [];
const client = (number) =>
  new Promise((resolve) => {
    const socket = io(url, { forceNew: true, reconnection: false, auth: { token: "good" } });
    let next = 0;
    let echoed = 0;
    const done = () => {
      if (next === messages && echoed === messages && socket.io.engine.transport.name === "websocket") {
        socket.close();
        resolve();
      }
    };
    const expect = (kind, value, expected) => {
      if (value !== expected) {
        failures.push(`client ${number}: ${kind} ${value} in place of ${expected}`);
      }
    };
    socket.io.engine.on("upgrade", () => {
      upgraded++;
      done();
    });
    socket.on("number", (value) => {
      expect("message", value, next++);
      done();
    });
    socket.on("echoed", (value) => {
      expect("echo", value, echoed++);
      done();
    });
    socket.on("disconnect", (reason) => {
      if (next < messages || echoed < messages) {
        failures.push(`client ${number}: ${reason} after ${next} messages and ${echoed} echoes`);
        resolve();
      }
    });
    socket.on("connect_error", (error) => {
      failures.push(`client ${number}: ${error.message}`);
      resolve();
    });
    socket.on("connect", () => {
      socket.emit("count", messages);
      let sent = 0;
      const send = () => {
        for (let i = 0; i < 10 && sent < messages; i++) {
          socket.emit("back", sent++);
        }
        if (sent < messages) {
          setTimeout(send, 2);
        }
      };
      send();
    });
  });

const limit = setTimeout(() => {
  console.error("timed out", failures.slice(0, 10));
  process.exit(1);
}, 240_000);
await Promise.all(Array.from({ length: clients }, (_, number) => client(number)));
clearTimeout(limit);
console.log(`${clients} clients, ${upgraded} upgraded, ${clients * messages} messages each way, ` +
  `${failures.length} lost or out of order, ${Date.now() - started} ms`);
failures.slice(0, 10).forEach((failure) => console.error(failure));
process.exit(failures.length === 0 && upgraded > 0 ? 0 : 1);
