import { createRoom, fetchMessages, fetchRooms, fetchToken, joinRoom, leaveRoom, setting } from "./api.js";
import { Connection } from "./connection.js";
import { RoomList } from "./rooms.js";
import { Timeline } from "./timeline.js";
import { TypingDisplay, TypingNotifier } from "./typing.js";

const RETRY = 2_000;
const REFRESH = 15_000;
const STATES = { connected: "Connected", reconnecting: "Connection lost. Reconnecting…" };

const element = (id) => document.getElementById(id);
const field = element("message");
const rooms = new RoomList(element("rooms"));
const typing = new TypingDisplay(element("typing"));
const joined = new Set();
let room = null;
let round = 0;

const connection = new Connection(setting("chat-url"), fetchToken, onState);
const notifier = new TypingNotifier(
  () => room && connection.tell("start_typing", { room_id: room.id }),
  () => room && connection.tell("stop_typing", { room_id: room.id }),
);

function onState(state) {
  element("connection").dataset.state = state;
  element("connection").textContent = STATES[state];
  typing.clear();
  round++;
  if (state === "connected") {
    // A new connection is in no room and has missed what was said meanwhile.
    for (const roomId of joined) {
      if (roomId !== room?.id) {
        connection.request("join_room", { room_id: roomId }).catch(notify);
      }
    }
    refreshRooms();
    synchronise();
  }
}

/** Joins the open room and shows what the page does not have of it; goes on trying until something newer is under way. */
async function synchronise() {
  if (!room) {
    return;
  }
  const mine = ++round;
  const { id, timeline } = room;
  timeline.hold();
  while (mine === round) {
    try {
      await joinRoom(id);
      if (connection.connected) {
        await connection.request("join_room", { room_id: id });
        joined.add(id);
      }
      const fetchPage = async (page) => {
        const messages = await fetchMessages(id, page);
        if (mine !== round) {
          throw new Error("Superseded.");
        }
        return messages;
      };
      await timeline.fill(fetchPage);
      element("earlier").hidden = !timeline.hasEarlier;
      element("log").ariaBusy = "false";
      notify(null);
      return;
    } catch (problem) {
      if (mine === round) {
        notify({ message: `${problem.message} Trying again…` });
        await new Promise((resolve) => setTimeout(resolve, RETRY));
      }
    }
  }
}

function notify(problem) {
  element("notice").textContent = problem?.message ?? "";
  element("notice").hidden = !problem;
}

async function refreshRooms() {
  try {
    rooms.show(await fetchRooms());
  } catch (problem) {
    notify(problem);
  }
}

/** Opens the room that the address names, or none. */
function navigate() {
  if (location.hash && !location.hash.startsWith("#/")) {
    return; // A link within the page.
  }
  notifier.ended();
  typing.clear();
  const id = decodeURIComponent(location.hash.match(/^#\/rooms\/(.+)$/)?.[1] ?? "");
  const known = rooms.find(id);
  rooms.select(known?.id);
  element("room").hidden = !known;
  element("welcome").hidden = Boolean(known);
  document.body.dataset.view = known ? "room" : "rooms";
  document.title = known ? `${known.name} · Chat sample` : "Chat sample";
  if (known) {
    const isOwn = ({ userId }) => userId === connection.userId;
    room = { id, timeline: new Timeline(element("log"), element("messages"), isOwn), present: new Set() };
    element("room-heading").textContent = known.name;
    element("log").ariaBusy = "true";
    element("earlier").hidden = true;
    (matchMedia("(pointer: coarse)").matches ? element("room-heading") : field).focus();
    synchronise();
  } else {
    room = null;
    round++;
  }
}

const fromWire = (wire) => ({
  id: wire.id,
  roomId: wire.room_id,
  userId: wire.user_id,
  username: wire.username,
  content: wire.content,
  createdAt: wire.created_at,
});

connection.on("message", (wire) => {
  if (wire.room_id === room?.id) {
    room.timeline.receive(fromWire(wire));
    typing.stopped(wire.user_id);
  } else {
    rooms.countUnread(wire.room_id);
  }
});

/** Calls the handler for events of the open room only. */
function onRoomEvent(name, handler) {
  connection.on(name, (event) => event.room_id === room?.id && handler(event));
}

// Who comes back after a lost connection joins again; that is no news.
onRoomEvent("user_joined", ({ user_id, username }) => {
  if (!room.present.has(user_id)) {
    room.present.add(user_id);
    room.timeline.note(`${username} joined`);
  }
});
onRoomEvent("user_left", ({ user_id, username }) => {
  typing.stopped(user_id);
  room.present.delete(user_id);
  room.timeline.note(`${username} left`);
});
onRoomEvent("user_typing", ({ user_id, username }) => typing.started(user_id, username));
onRoomEvent("user_stopped_typing", ({ user_id }) => typing.stopped(user_id));
connection.on("error", notify);

field.addEventListener("input", () => (field.value ? notifier.typed() : notifier.ended()));
field.addEventListener("blur", () => notifier.ended());
field.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    element("composer").requestSubmit();
  }
});

element("composer").addEventListener("submit", async (event) => {
  event.preventDefault();
  const content = field.value.trim();
  if (!content || !connection.connected) {
    notify(content ? { message: "Not connected yet; your text is kept." } : null);
    return;
  }
  const { id, timeline } = room;
  field.value = "";
  notifier.ended();
  try {
    const { message } = await connection.request("send_message", { room_id: id, content });
    timeline.receive(fromWire(message));
    notify(null);
  } catch (problem) {
    field.value ||= content;
    notify({ message: `Not confirmed (${problem.message}). Look whether it arrived before you send it again.` });
  }
});

element("new-room").addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.currentTarget;
  try {
    const { id } = await createRoom(new FormData(form).get("name"));
    form.reset();
    await refreshRooms();
    location.hash = `#/rooms/${encodeURIComponent(id)}`;
  } catch (problem) {
    notify(problem);
  }
});

element("leave").addEventListener("click", async () => {
  const { id } = room;
  joined.delete(id);
  location.hash = "#/";
  try {
    await connection.request("leave_room", { room_id: id });
    await leaveRoom(id);
  } catch (problem) {
    notify(problem);
  }
});

element("earlier").addEventListener("click", async () => {
  const { id, timeline } = room;
  try {
    await timeline.fillEarlier((page) => fetchMessages(id, page));
    element("earlier").hidden = !timeline.hasEarlier;
  } catch (problem) {
    notify(problem);
  }
});

addEventListener("hashchange", navigate);
setInterval(() => document.hidden || refreshRooms(), REFRESH);
await refreshRooms();
navigate();
connection.open();
