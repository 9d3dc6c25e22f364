// The sample's own REST endpoints. The API key stays on the server; the page never talks REST to the Chat API.

export function setting(name) {
  return document.querySelector(`meta[name="${name}"]`).content;
}

async function request(path, options = {}) {
  const response = await fetch(path, {
    ...options,
    headers: {
      "Accept": "application/json",
      "Content-Type": "application/json",
      [setting("csrf-header")]: setting("csrf-token"),
    },
  }).catch(() => {
    throw new Error("The server cannot be reached.");
  });
  if (response.status === 401) {
    location.assign("/login");
    throw new Error("Your session has ended.");
  }
  if (!response.ok) {
    const problem = await response.json().catch(() => ({}));
    throw new Error(problem.detail ?? `The server answered ${response.status}.`);
  }
  return response.status === 204 ? undefined : response.json();
}

function roomPath(roomId) {
  return `/api/rooms/${encodeURIComponent(roomId)}`;
}

export const fetchToken = () => request("/api/chat/token");

export const fetchRooms = () => request("/api/rooms");

export const createRoom = (name) => request("/api/rooms", { method: "POST", body: JSON.stringify({ name }) });

export const joinRoom = (roomId) => request(`${roomPath(roomId)}/membership`, { method: "PUT" });

export const leaveRoom = (roomId) => request(`${roomPath(roomId)}/membership`, { method: "DELETE" });

/** A page of messages, newest first. */
export const fetchMessages = (roomId, page) => request(`${roomPath(roomId)}/messages?page=${page}`);

export const fetchMembers = (roomId) => request(`${roomPath(roomId)}/members`);

/** Says up to which time this user has read a room; sent even while the page is being left. */
export const markRead = (roomId, until) => request(`${roomPath(roomId)}/read`,
  { method: "PUT", body: JSON.stringify({ until }), keepalive: true });
