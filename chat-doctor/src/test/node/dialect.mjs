// Draws how a server of the README speaks: each row of the table of differences, by a seed.

function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const EMITS = [
  ['join_room', 'leave_room', 'send_message', 'start_typing', 'stop_typing'],
  ['joinRoom', 'leaveRoom', 'sendMessage', 'startTyping', 'stopTyping'],
  ['room:join', 'room:leave', 'message:send', 'typing:start', 'typing:stop'],
  ['join', 'leave', 'message', 'typing', 'stop_typing'],
  ['join', 'leave', 'send', 'typing', 'stopTyping'],
];

const EVENTS = [
  ['message', 'user_joined', 'user_left', 'user_typing', 'user_stopped_typing', 'error'],
  ['newMessage', 'userJoined', 'userLeft', 'userTyping', 'userStoppedTyping', 'chatError'],
  ['message:new', 'user:joined', 'user:left', 'typing:start', 'typing:stop', 'chat_error'],
  ['receive_message', 'member_joined', 'member_left', 'typing', 'stop_typing', 'error'],
  ['m', 'in', 'out', 't1', 't0', 'oops'],
];

export function draw(seed) {
  const next = random(seed);
  const one = (...choices) => choices[Math.floor(next() * choices.length)];
  const each = (styles) => (one(true, false) ? styles.map((_, index) => index) : [one(...styles.map((_, index) => index))]);
  const mixed = (styles) => {
    const from = each(styles);
    return styles[0].map((_, column) => styles[one(...from)][column]);
  };
  const [joinRoom, leaveRoom, sendMessage, startTyping, stopTyping] = mixed(EMITS);
  let events = mixed(EVENTS);
  if (new Set(events).size < events.length) {
    events = one(...EVENTS);
  }
  const [message, userJoined, userLeft, userTyping, userStoppedTyping, error] = events;
  const members = one(true, false);
  return {
    seed,
    apiKey: one('X-API-Key: ', 'Authorization: Bearer ', 'Authorization: ApiKey ', 'api-key: ', 'X-Project-Key: ',
      'X-Chat-Key: ', 'apikey: '),
    prefix: one('/api', '/api/v1', '/v1', ''),
    lookUp: one('/projects/current', '/projects/me', '/project', '/auth/project', '/api-keys/verify'),
    lookUpAnswer: one('id', 'projectId', 'project', 'data'),
    project: one('path', 'path', 'none', 'header', 'query'),
    projectQuery: one('project_id', 'projectId'),
    update: one('PATCH', 'PUT'),
    token: one('/token', '/tokens', '/generate-token', '/generateToken', 'auth'),
    revoke: one('DELETE /token', 'POST /revoke-token', 'POST /revoke', 'DELETE /tokens'),
    join: members ? 'POST /members' : 'POST /join',
    leave: members ? 'DELETE /members/{userId}' : 'POST /leave',
    verify: one('GET /auth/verify', 'POST /auth/verify', 'GET /auth/me', 'body'),
    camel: one(true, false),
    userName: one('user_id', 'userId', 'external_user_id', 'style'),
    socketAuth: one('auth.token', 'auth.jwt', 'auth.accessToken', 'query.token', 'header.Authorization'),
    namespace: one('/', '/chat'),
    emits: { joinRoom, leaveRoom, sendMessage, startTyping, stopTyping },
    roomPayload: one('object', 'id'),
    events: { message, userJoined, userLeft, userTyping, userStoppedTyping, error },
    oldestFirst: one(true, false),
    acks: one(true, false),
    echo: one(true, true, false),
    keyFirst: one(true, false),
  };
}

// Each row of the table at its extremes, several at once, and with the habits of servers that a client has to bear:
// bodies with unknown fields refused, what is not allowed hidden behind 404, a web page for every unknown path, more
// events than anybody asked for, long polling alone.
const HARSH = {
  // The names of events and emits mean something else by default; all users go by the application's own ids.
  swapped: {
    apiKey: 'Authorization: Bearer ', prefix: '', lookUp: '/api-keys/verify', lookUpAnswer: 'key', project: 'header',
    update: 'PUT', token: 'auth', revoke: 'POST /revoke', join: 'POST /members', leave: 'POST /leave', verify: 'body',
    camel: true, userName: 'external_user_id', socketAuth: 'query.token', namespace: '/chat',
    emits: { joinRoom: 'join', leaveRoom: 'room:leave', sendMessage: 'message', startTyping: 'typing',
      stopTyping: 'stop_typing' },
    roomPayload: 'id',
    events: { message: 'user_joined', userJoined: 'user_left', userLeft: 'message', userTyping: 'user_stopped_typing',
      userStoppedTyping: 'user_typing', error: 'warning' },
    oldestFirst: true, acks: false, echo: false, keyFirst: true, strict: true, hides: true,
  },
  // Talks a lot, of which nothing was asked for, and has a page for people at every path.
  chatty: {
    apiKey: 'apikey: ', prefix: '/v1', lookUp: '/auth/project', lookUpAnswer: 'data', project: 'query',
    projectQuery: 'project_id', update: 'PATCH', token: '/generateToken', revoke: 'DELETE /tokens', join: 'POST /join',
    leave: 'DELETE /members/{userId}', verify: 'POST /auth/verify', camel: false, userName: 'userId',
    socketAuth: 'auth.sessionToken', namespace: '/',
    emits: { joinRoom: 'room:join', leaveRoom: 'leave', sendMessage: 'sendMessage', startTyping: 'typing:start',
      stopTyping: 'stopTyping' },
    roomPayload: 'object',
    events: { message: 'receive_message', userJoined: '1', userLeft: '2', userTyping: 'typing',
      userStoppedTyping: 'typing:stop', error: 'exception' },
    oldestFirst: false, acks: true, echo: true, keyFirst: false, strict: true, hides: true, page: true, notices: true,
    wraps: true,
  },
  // No project anywhere, camelCase over REST and snake_case over a socket that is long polling alone.
  polling: {
    apiKey: 'Authorization: ApiKey ', prefix: '/api/v1', lookUp: '/nowhere', lookUpAnswer: 'id', project: 'none',
    update: 'PUT', token: '/tokens', revoke: 'POST /revoke-token', join: 'POST /members',
    leave: 'DELETE /members/{userId}', verify: 'GET /auth/me', camel: true, socketSnake: true, userName: 'user_id',
    socketAuth: 'header.Authorization', namespace: '/chat',
    emits: { joinRoom: 'joinRoom', leaveRoom: 'leave_room', sendMessage: 'message:send', startTyping: 'start_typing',
      stopTyping: 'typing:stop' },
    roomPayload: 'object',
    events: { message: 'message:new', userJoined: 'userJoined', userLeft: 'user:left', userTyping: 'typing:start',
      userStoppedTyping: 'stop_typing', error: 'chat_error' },
    oldestFirst: true, acks: false, echo: true, keyFirst: true, strict: true, forbids: true, transports: ['polling'],
  },
};

export function harsh(kind) {
  return HARSH[kind] && { seed: kind, ...HARSH[kind] };
}

// Two that no property can say: the key in the query, and a socket whose join wants a number.
export function outside(kind) {
  const dialect = { ...draw(7), outside: kind };
  if (kind === 'signed-key') {
    dialect.apiKey = 'X-Signature: sha256=';
    dialect.keyFirst = true;
  } else {
    dialect.emits = { ...dialect.emits, joinRoom: 'room-session/open#2' };
  }
  return dialect;
}
