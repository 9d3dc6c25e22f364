import { createRoom, fetchMembers, fetchMessages, fetchRooms, fetchToken, joinRoom, leaveRoom, markRead, setting }
  from "./api.js";
import { Connection } from "./connection.js";
import { ServerEvents } from "./events.js";
import { Members } from "./members.js";
import { fromWire, Outbox } from "./outbox.js";
import { RoomList } from "./rooms.js";
import { Timeline } from "./timeline.js";
import { TypingDisplay, TypingNotifier } from "./typing.js";

const RETRY = 2_000;
const READ_AFTER = 300;
const TOLD = 3;
const NAME = "Chat sample";
const STATES = { connected: "Connected", reconnecting: "Connection lost. Reconnecting…" };

const element = (id) => document.getElementById(id);
const field = element("message");
const me = setting("username");
const rooms = new RoomList(element("rooms"), element("room-filter"), showTitle);
const members = new Members(element("members"), fetchMembers);
const typing = new TypingDisplay(element("typing"));
const joined = new Set();
let room = null;
let round = 0;
let unread = 0;
let loaded = false;
let refreshing = 0;

const connection = new Connection(setting("chat-url"), fetchToken, onState);
const outbox = new Outbox(element("outbox"), connection, fetchMessages, onOwn, `outbox ${me}`);
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
        listen(roomId);
      }
    }
    if (connection.number > 1) {
      refreshRooms();
    }
  }
  if (state === "connected" || !room?.filled) {
    synchronise();
  }
}

function listen(roomId) {
  connection.request("join_room", { room_id: roomId }).catch(notify);
}

/** Joins the open room and shows what the page does not have of it; goes on trying until something newer is under way. */
async function synchronise() {
  if (!room || !connection.userId) {
    return; // Without a token it is not known which messages are this user's.
  }
  const mine = ++round;
  const opened = room;
  const { id, timeline } = opened;
  timeline.hold();
  while (mine === round) {
    try {
      await joinRoom(id);
      rooms.setMember(id, true);
      joined.add(id);
      if (connection.connected) {
        await connection.request("join_room", { room_id: id });
      }
      if (mine !== round) {
        return;
      }
      await timeline.fill();
      opened.filled = true;
      element("log").ariaBusy = "false";
      notify(null);
      onView();
      await members.show(id);
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
  if (problem?.superseded) {
    return; // What was wanted later is under way.
  }
  element("notice").textContent = problem?.message ?? "";
  element("notice").hidden = !problem;
}

/** Brings the list up to date, however often it takes, and opens the room that the address names if it was not known. */
async function refreshRooms() {
  clearTimeout(refreshing);
  try {
    rooms.show(await fetchRooms());
  } catch (problem) {
    notify({ message: `${problem.message} Trying again…` });
    refreshing = setTimeout(refreshRooms, RETRY);
    return;
  }
  if (refreshing) {
    refreshing = 0;
    notify(null);
  }
  for (const { id, member } of rooms.all) {
    if (member && !joined.has(id)) {
      joined.add(id);
      if (connection.connected && id !== room?.id) {
        listen(id);
      }
    }
  }
  if (!loaded) {
    loaded = true;
    chooseRoom();
    navigate();
  } else if (addressed() !== (room?.id ?? "")) {
    navigate();
  }
}

/** Back to where one was; and a choice of one is none. */
function chooseRoom() {
  const last = rooms.find(localStorage.getItem(`room ${me}`)) ?? (rooms.all.length === 1 ? rooms.all[0] : null);
  if (!location.hash && last && matchMedia("(width >= 44rem)").matches) {
    history.replaceState(null, "", addressOf(last.id));
  }
}

/** The id of the room that the address names, which may be none of ours, or "". */
function addressed() {
  if (location.hash && !location.hash.startsWith("#/")) {
    return room?.id ?? ""; // A link within the page.
  }
  const id = location.hash.match(/^#\/rooms\/(.+)$/)?.[1] ?? location.hash.slice(2);
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}

const addressOf = (roomId) => `#/rooms/${encodeURIComponent(roomId)}`;

/** Opens the room that the address names, or none. */
function navigate() {
  if (!loaded || (location.hash && !location.hash.startsWith("#/"))) {
    return; // It is not known yet which rooms there are; or it is a link within the page.
  }
  notifier.ended();
  typing.clear();
  room?.timeline.end();
  const id = addressed();
  const known = rooms.find(id);
  room = known ? openRoom(known) : null;
  rooms.select(known?.id);
  element("room").hidden = !known;
  element("welcome").hidden = Boolean(known) || Boolean(id);
  element("unknown").hidden = Boolean(known) || !id;
  document.body.dataset.view = known || id ? "room" : "rooms";
  showTitle();
  notify(null);
  if (known) {
    localStorage.setItem(`room ${me}`, id);
    (matchMedia("(pointer: coarse)").matches ? element("room-heading") : field).focus();
    synchronise();
  } else {
    members.show(null);
    outbox.show(null);
    round++;
  }
}

function openRoom({ id, name, member }) {
  const isOwn = ({ userId }) => userId === connection.userId;
  const timeline = new Timeline(element("log"), element("messages"), isOwn, (page) => fetchMessages(id, page), onView);
  element("room-heading").textContent = name;
  element("room-heading").title = name;
  element("log").ariaBusy = "true";
  field.value = sessionStorage.getItem(`draft ${me} ${id}`) ?? "";
  outbox.show(id);
  members.show(member ? id : null).catch(() => {}); // Asked again once the room is joined.
  return { id, name, timeline, present: new Set() };
}

function showTitle(total = unread) {
  unread = total;
  document.title = [unread > 0 ? `(${unread}) ` : "", room ? `${room.name} · ` : "", NAME].join("");
}

/** Follows what is in sight: the button to the newest messages, and what counts as read. */
function onView() {
  const { timeline } = room ?? {};
  if (!timeline) {
    return;
  }
  element("newest").hidden = timeline.atEnd || !timeline.newest;
  const { unseen } = timeline;
  element("newest").textContent = unseen === 0 ? "To the newest ↓"
    : unseen === 1 ? "1 new message ↓" : `${unseen} new messages ↓`;
  if (timeline.atEnd && !document.hidden) {
    rooms.read(room.id);
    const until = timeline.newest?.createdAt;
    if (until && until !== room.readUntil) {
      room.readUntil = until;
      clearTimeout(room.reading);
      const { id } = room;
      room.reading = setTimeout(() => markRead(id, until).catch(() => {}), READ_AFTER);
    }
  }
}

connection.on("message", (wire) => {
  const message = fromWire(wire);
  const own = message.userId === connection.userId;
  if (own) {
    outbox.arrived(message);
  }
  if (message.roomId === room?.id) {
    room.timeline.receive(message);
    typing.stopped(message.userId);
    if (!own) {
      announce(message);
    }
  }
  if (!own && (message.roomId !== room?.id || document.hidden || !room.timeline.atEnd)) {
    rooms.countUnread(message.roomId);
  }
});

/** What this user wrote, as the server has it. */
function onOwn(message) {
  if (message.roomId === room?.id) {
    room.timeline.receive(message);
    room.timeline.flush();
  }
}

/** Has a screen reader say it: the newest messages only, and none of the history that is looked through. */
function announce({ username, userId, content }) {
  const line = document.createElement("p");
  line.dir = "auto";
  line.textContent = `${username || userId}: ${content}`;
  element("announcer").append(line);
  while (element("announcer").children.length > TOLD) {
    element("announcer").firstElementChild.remove();
  }
}

/** Calls the handler for events of the open room only. */
function onRoomEvent(name, handler) {
  connection.on(name, (event) => event.room_id === room?.id && handler(event));
}

// Who comes back after a lost connection joins again; that is no news.
onRoomEvent("user_joined", ({ user_id, username }) => {
  if (!room.present.has(user_id)) {
    room.present.add(user_id);
    room.timeline.note(`${username || user_id} joined`);
  }
});
onRoomEvent("user_left", ({ user_id, username }) => {
  typing.stopped(user_id);
  room.present.delete(user_id);
  room.timeline.note(`${username || user_id} left`);
});
onRoomEvent("user_typing", ({ user_id, username }) => typing.started(user_id, username || user_id));
onRoomEvent("user_stopped_typing", ({ user_id }) => typing.stopped(user_id));
connection.on("error", notify);

const events = new ServerEvents(refreshRooms);
events.on("room", (newRoom) => {
  rooms.add(newRoom);
  if (!room && newRoom.id === addressed()) {
    navigate();
  }
});
events.on("read", ({ roomId, unread, readUntil }) => rooms.setRead(roomId, unread, readUntil));
events.on("members", ({ roomId }) => roomId === room?.id && members.show(roomId).catch(notify));
events.on("presence", ({ userId, here }) => members.presence(userId, here));

field.addEventListener("input", () => {
  keepDraft();
  return field.value ? notifier.typed() : notifier.ended();
});
field.addEventListener("blur", () => notifier.ended());
field.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    element("composer").requestSubmit();
  }
});

function keepDraft() {
  const key = `draft ${me} ${room.id}`;
  if (field.value) {
    sessionStorage.setItem(key, field.value);
  } else {
    sessionStorage.removeItem(key);
  }
}

element("composer").addEventListener("submit", async (event) => {
  event.preventDefault();
  const content = field.value.trim();
  if (!content || !connection.connected) {
    notify(content ? { message: "Not connected yet; your text is kept." } : null);
    return;
  }
  const { id, timeline } = room;
  field.value = "";
  keepDraft();
  notifier.ended();
  notify(null);
  outbox.send(id, content, timeline.newest);
  await timeline.toEnd().catch(notify);
});

element("newest").addEventListener("click", async () => {
  field.focus();
  await room.timeline.toEnd().catch(notify);
});

element("new-room").addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.currentTarget;
  try {
    const newRoom = await createRoom(new FormData(form).get("name"));
    form.reset();
    rooms.add(newRoom);
    location.hash = addressOf(newRoom.id);
  } catch (problem) {
    notify(problem);
  }
});

element("leave").addEventListener("click", async () => {
  const { id } = room;
  joined.delete(id);
  rooms.setMember(id, false);
  localStorage.removeItem(`room ${me}`);
  location.hash = "#/";
  try {
    await connection.request("leave_room", { room_id: id });
    await leaveRoom(id);
  } catch (problem) {
    notify(problem);
  }
});

element("rooms").addEventListener("click", ({ target }) => {
  if (target.closest("[aria-current=page]")) {
    field.focus(); // It is open already.
  }
});

// The list of members lies over the messages: it goes like a menu.
addEventListener("keydown", ({ key }) => {
  if (key === "Escape" && element("members").open) {
    element("members").open = false;
    element("members").querySelector("summary").focus();
  }
});
addEventListener("click", ({ target }) => {
  if (!element("members").contains(target)) {
    element("members").open = false;
  }
});

// Who logs in as somebody else in one tab is that somebody in all of them.
const tabs = new BroadcastChannel("user");
tabs.onmessage = ({ data }) => data !== me && location.reload();
tabs.postMessage(me);

document.addEventListener("visibilitychange", onView);
addEventListener("hashchange", navigate);
await refreshRooms();
connection.open();
events.open();
