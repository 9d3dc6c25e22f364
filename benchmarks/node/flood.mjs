import { io } from "socket.io-client";

const port = process.argv[2];
const count = Number(process.argv[3]);
const warmUps = Number(process.argv[4]);
const runs = 5;
const roundTrips = 5000;
const roundTripsToWarmUp = 50000;

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const round = (value) => Math.round(100 * value) / 100;
const cpuMicros = () => {
  const { user, system } = process.cpuUsage();
  return user + system;
};

const socket = io(`http://localhost:${port}`, { transports: ["websocket"], auth: { token: "jwt" } });
await new Promise((resolve) => socket.once("connect", resolve));

let left = 0;
let done;
socket.on("message", (message) => {
  if (message.content && --left === 0) {
    done();
  }
});

const rates = [];
const cpus = [];
for (let run = -warmUps; run < runs; run++) {
  const ready = new Promise((resolve) => socket.once("user_joined", resolve));
  socket.emit("start_typing", { room_id: "room_1" });
  await ready;
  left = count;
  const finished = new Promise((resolve) => (done = resolve));
  const cpu = cpuMicros();
  const start = process.hrtime.bigint();
  socket.emit("stop_typing", { room_id: "room_1" });
  await finished;
  if (run >= 0) {
    rates.push(count / (Number(process.hrtime.bigint() - start) / 1e9));
    cpus.push((cpuMicros() - cpu) / count);
  }
}
console.log(`events/s ${Math.round(median(rates))} cpu-us/event ${round(median(cpus))}`);

const times = [];
let cpu = 0;
for (let i = -roundTripsToWarmUp; i < roundTrips; i++) {
  if (i === 0) {
    cpu = cpuMicros();
  }
  const start = process.hrtime.bigint();
  await socket.emitWithAck("send_message", { room_id: "room_1", content: "hello" });
  if (i >= 0) {
    times.push(Number(process.hrtime.bigint() - start) / 1e3);
  }
}
const rtt = median(times);
const cpuOfRtt = round((cpuMicros() - cpu) / roundTrips);
console.log(`rtt-us ${round(rtt)} cpu-us/rtt ${cpuOfRtt}`);
// Here one is the other.
console.log(`chain-us ${round(rtt)} cpu-us/chain ${cpuOfRtt}`);
socket.close();
