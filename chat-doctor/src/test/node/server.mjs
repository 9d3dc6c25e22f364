// Chat API servers of the README for the doctor's tests, each with a dialect of its own, on the official Socket.IO.
// Prints one line of JSON for each: seed, port, key. On standard input it reads "state <index>" and answers with what
// that server keeps, and ends with its input.
import { createServer } from 'node:http';
import { createHash, createHmac, randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import { Server } from 'socket.io';
import { draw, harsh, outside } from './dialect.mjs';

class Refusal extends Error {
  constructor(status, code, message) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

const camelCase = (name) => name.replace(/_([a-z])/g, (_, letter) => letter.toUpperCase());

class Chat {
  constructor(dialect) {
    this.dialect = dialect;
    this.key = 'key_' + createHash('sha256').update('key' + dialect.seed).digest('hex').slice(0, 24);
    this.project = 'prj_' + dialect.seed;
    this.secret = randomUUID();
    this.users = new Map();
    this.rooms = new Map();
    this.messages = [];
    this.revoked = new Map();
    this.issued = 0;
    this.routes = this.describe();
    this.http = createServer((request, response) => this.serve(request, response));
    const io = new Server(this.http, { serveClient: false, transports: dialect.transports ?? ['polling', 'websocket'] });
    this.io = io.of(dialect.namespace);
    this.io.use((socket, next) => this.admit(socket, next));
    this.io.on('connection', (socket) => this.connected(socket));
  }

  state() {
    return {
      users: [...this.users.values()],
      rooms: [...this.rooms.values()].map((room) => ({ ...room, members: [...room.members] })),
      messages: this.messages,
      issued: this.issued,
      revoked: this.revoked.size,
    };
  }

  name(snake) {
    return this.dialect.camel ? camelCase(snake) : snake;
  }

  // What a client's socket must call something.
  socketName(snake) {
    return this.dialect.socketSnake ? snake : this.name(snake);
  }

  // Nothing else may stand in what a client sends.
  only(body, names) {
    const surplus = this.dialect.strict ? Object.keys(body).find((name) => !names.includes(name)) : undefined;
    if (surplus) {
      throw new Refusal(400, 'validation', `property ${surplus} should not exist`);
    }
  }

  userName() {
    return this.dialect.userName === 'style' ? this.name('user_id') : this.dialect.userName;
  }

  write(entity) {
    return Object.fromEntries(Object.entries(entity).map(([name, value]) => [this.name(name), value]));
  }

  // What a body must call the user who is meant, and how the user is found by it.
  userOf(body) {
    const name = this.userName();
    const value = body[name];
    if (typeof value !== 'string') {
      throw new Refusal(400, 'validation', `${name} is required`);
    }
    const user = name === 'external_user_id'
      ? [...this.users.values()].find((other) => other.external_user_id === value) : this.users.get(value);
    if (!user) {
      throw new Refusal(404, 'user_not_found', 'No such user');
    }
    return user;
  }

  user(id) {
    const user = this.users.get(id);
    if (!user) {
      throw new Refusal(404, 'user_not_found', 'No such user');
    }
    return user;
  }

  room(id) {
    const room = this.rooms.get(id);
    if (!room) {
      throw new Refusal(404, 'room_not_found', 'No such room');
    }
    return room;
  }

  describe() {
    const { dialect } = this;
    const base = dialect.prefix + (dialect.project === 'path' ? `/projects/${this.project}` : '');
    const routes = [];
    const add = (request, credential, handler, fields = []) => {
      const [method, path] = request.split(' ');
      const names = [];
      const pattern = path.replace(/\{(\w+)\}/g, (_, name) => (names.push(name), '([^/]+)'));
      const collection = path.startsWith(base + '/users') || path.startsWith(base + '/rooms');
      routes.push({ method, pattern: new RegExp(`^${pattern}$`), names, credential, handler, collection, fields });
    };
    add(`GET ${dialect.prefix}${dialect.lookUp}`, 'key', () => [200, this.lookUp()]);
    const users = `${base}/users`;
    const user = ['username', ...['external_user_id', 'display_name', 'email'].map((name) => this.name(name))];
    add(`POST ${users}`, 'key', ({ body }) => [201, this.createUser(body)], user);
    add(`GET ${users}`, 'key', ({ query }) => {
      const wanted = query.get(this.name('external_user_id'));
      const all = [...this.users.values()].filter((user) => !wanted || user.external_user_id === wanted);
      return [200, this.page(all, query)];
    });
    add(`GET ${users}/{userId}`, 'key', ({ ids }) => [200, this.write(this.user(ids.userId))]);
    add(`${dialect.update} ${users}/{userId}`, 'key', ({ ids, body }) => {
      const user = this.user(ids.userId);
      for (const field of ['username', 'display_name', 'email', 'status']) {
        if (body[this.name(field)] !== undefined) {
          user[field] = body[this.name(field)];
        }
      }
      return [200, this.write(user)];
    }, ['username', 'email', 'status', this.name('display_name')]);
    add(`DELETE ${users}/{userId}`, 'key', ({ ids }) => {
      this.users.delete(this.user(ids.userId).id);
      return [204];
    });
    if (dialect.token === 'auth') {
      add(`POST ${dialect.prefix}/auth/token`, 'key', ({ body }) => [200, this.issue(this.userOf(body))],
        [this.userName(), this.name('expires_in')]);
    } else {
      add(`POST ${users}/{userId}${dialect.token}`, 'key', ({ ids }) => [200, this.issue(this.user(ids.userId))],
        [this.name('expires_in')]);
    }
    const [revokeMethod, revokePath] = dialect.revoke.split(' ');
    add(`${revokeMethod} ${users}/{userId}${revokePath}`, 'key', ({ ids }) => {
      const user = this.user(ids.userId);
      this.revoked.set(user.id, this.issued);
      for (const socket of this.io.sockets.values()) {
        if (socket.data.user.id === user.id) {
          socket.disconnect();
        }
      }
      return [204];
    });
    const rooms = `${base}/rooms`;
    add(`POST ${rooms}`, 'key', ({ body }) => [201, this.createRoom(body)], ['name', this.name('created_by')]);
    add(`GET ${rooms}`, 'either', ({ query }) => [200, this.page([...this.rooms.values()], query, (room) => this.show(room))]);
    add(`GET ${rooms}/{roomId}`, 'either', ({ ids }) => [200, this.show(this.room(ids.roomId))]);
    add(`PATCH ${rooms}/{roomId}`, 'key', () => [501, { error: { code: 'coming_soon', message: 'Coming soon' } }],
      ['name']);
    add(`DELETE ${rooms}/{roomId}`, 'key', () => [501, { error: { code: 'coming_soon', message: 'Coming soon' } }]);
    const [joinMethod, joinPath] = dialect.join.split(' ');
    add(`${joinMethod} ${rooms}/{roomId}${joinPath}`, 'either', ({ ids, body, user }) => {
      this.room(ids.roomId).members.add((user ?? this.userOf(body)).id);
      return [204];
    }, [this.userName()]);
    const [leaveMethod, leavePath] = dialect.leave.split(' ');
    add(`${leaveMethod} ${rooms}/{roomId}${leavePath}`, 'either', ({ ids, body, user }) => {
      const leaving = ids.userId ? this.user(ids.userId) : (user ?? this.userOf(body));
      this.room(ids.roomId).members.delete(leaving.id);
      return [204];
    }, [this.userName()]);
    add(`GET ${rooms}/{roomId}/messages`, 'either', ({ ids, query }) => {
      const all = this.messages.filter((message) => message.room_id === this.room(ids.roomId).id);
      return [200, this.page(dialect.oldestFirst ? all : all.reverse(), query)];
    });
    add(`POST ${rooms}/{roomId}/messages`, 'key', ({ ids, body }) =>
      [201, this.write(this.say(this.room(ids.roomId), this.userOf(body), body.content))], ['content', this.userName()]);
    add(`DELETE ${rooms}/{roomId}/messages/{messageId}`, 'key',
      () => [501, { error: { code: 'coming_soon', message: 'Coming soon' } }]);
    if (dialect.verify === 'body') {
      add(`POST ${dialect.prefix}/auth/verify`, 'none', ({ body }) => [200, this.verify(this.check(body.token))],
        ['token']);
    } else {
      const [method, path] = dialect.verify.split(' ');
      add(`${method} ${dialect.prefix}${path}`, 'token', ({ user }) => [200, this.verify(user)]);
    }
    return routes;
  }

  lookUp() {
    switch (this.dialect.lookUpAnswer) {
      case 'projectId': return { projectId: this.project };
      case 'project': return { project: { id: this.project, name: 'Project' } };
      case 'key': return { valid: true, id: 'key_1', project: { id: this.project, name: 'Project' } };
      case 'data': return { data: { id: this.project, name: 'Project' } };
      default: return { id: this.project, name: 'Project' };
    }
  }

  createUser(body) {
    const external = body[this.name('external_user_id')];
    if (typeof body.username !== 'string' || typeof external !== 'string') {
      throw new Refusal(400, 'validation', `username and ${this.name('external_user_id')} are required`);
    }
    if ([...this.users.values()].some((user) => user.external_user_id === external)) {
      throw new Refusal(409, 'user_exists', 'The user exists');
    }
    const now = new Date().toISOString();
    const user = { id: 'usr_' + randomUUID().slice(0, 8), username: body.username, external_user_id: external,
      display_name: body[this.name('display_name')], status: 'active', created_at: now, updated_at: now };
    this.users.set(user.id, user);
    return this.write(user);
  }

  createRoom(body) {
    const creator = body[this.name('created_by')];
    if (typeof body.name !== 'string' || typeof creator !== 'string') {
      throw new Refusal(400, 'validation', `name and ${this.name('created_by')} are required`);
    }
    const now = new Date().toISOString();
    const room = { id: 'room_' + randomUUID().slice(0, 8), name: body.name, created_by: this.user(creator).id,
      created_at: now, updated_at: now, members: new Set([creator]) };
    this.rooms.set(room.id, room);
    return this.show(room);
  }

  show({ members, ...room }) {
    return this.write({ ...room, member_count: members.size });
  }

  page(all, query, show = (entity) => this.write(entity)) {
    const page = Number(query.get('page') ?? 1);
    const limit = Number(query.get('limit') ?? 50);
    return { items: all.slice((page - 1) * limit, page * limit).map(show), page, limit, total: all.length,
      totalPages: Math.ceil(all.length / limit) };
  }

  say(room, user, content, sender) {
    if (typeof content !== 'string' || !content) {
      throw new Refusal(400, 'validation', 'content is required');
    }
    const message = { id: 'msg_' + randomUUID().slice(0, 8), room_id: room.id, user_id: user.id,
      username: user.username, content, created_at: new Date(Date.now() + this.messages.length).toISOString() };
    this.messages.push(message);
    const to = sender && !this.dialect.echo ? sender.to(room.id) : this.io.to(room.id);
    if (this.dialect.notices) {
      to.emit('room_updated', { room_id: room.id, last_message: { content, user_id: user.id } });
    }
    to.emit(this.dialect.events.message, this.write(message));
    return message;
  }

  issue(user) {
    const encode = (object) => Buffer.from(JSON.stringify(object)).toString('base64url');
    const now = Math.floor(Date.now() / 1000);
    const body = encode({ alg: 'HS256', typ: 'JWT' }) + '.' + encode({ sub: user.id, project_id: this.project,
      iat: now, exp: now + 3600, n: ++this.issued });
    const token = body + '.' + createHmac('sha256', this.secret).update(body).digest('base64url');
    return this.write({ token, user_id: user.id, expires_at: new Date((now + 3600) * 1000).toISOString() });
  }

  check(token) {
    const [head, body, signature] = String(token).split('.');
    if (!signature || createHmac('sha256', this.secret).update(`${head}.${body}`).digest('base64url') !== signature) {
      throw new Refusal(401, 'token_invalid', 'The token is invalid');
    }
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString());
    const user = this.users.get(claims.sub);
    if (!user || claims.n <= (this.revoked.get(user.id) ?? 0)) {
      throw new Refusal(401, 'token_revoked', 'The token is revoked');
    }
    return user;
  }

  verify(user) {
    return { valid: true, user: this.write({ user_id: user.id, project_id: this.project, username: user.username }) };
  }

  isKey(headers) {
    const [name, prefix] = this.dialect.apiKey.split(/: /);
    const value = this.dialect.outside === 'signed-key'
      ? createHmac('sha256', this.key).update('request').digest('hex') : this.key;
    return headers[name.toLowerCase()] === (prefix ?? '') + value;
  }

  bearer(headers) {
    const value = headers.authorization ?? '';
    return value.startsWith('Bearer ') ? value.slice(7) : '';
  }

  async serve(request, response) {
    let status;
    let answer;
    try {
      const url = new URL(request.url, 'http://chat');
      let text = '';
      for await (const chunk of request) {
        text += chunk;
      }
      [status, answer] = this.route(request, url, text ? JSON.parse(text) : {});
      if (this.dialect.wraps && answer !== undefined) {
        answer = { success: true, data: answer };
      }
    } catch (failure) {
      if (this.dialect.page && failure.status === 404 && request.method === 'GET') {
        response.writeHead(200, { 'Content-Type': 'text/html' });
        response.end('<!doctype html><title>Chat</title><div id="app"></div>');
        return;
      }
      status = failure.status ?? 500;
      answer = { error: { code: failure.code ?? 'internal', message: failure.message } };
    }
    response.writeHead(status, { 'Content-Type': 'application/json' });
    response.end(answer === undefined ? '' : JSON.stringify(answer));
  }

  route(request, url, body) {
    const { headers, method } = request;
    const open = this.dialect.verify === 'body' && url.pathname.endsWith('/auth/verify');
    if (this.dialect.keyFirst && !open && !this.isKey(headers) && !this.bearer(headers)) {
      throw new Refusal(this.dialect.forbids ? 403 : 401, 'unauthorized', 'Unauthorized');
    }
    for (const route of this.routes) {
      const match = route.pattern.exec(url.pathname);
      if (match && route.method === method) {
        const user = this.authorize(route.credential, headers);
        if (route.collection) {
          this.requireProject(headers, url.searchParams);
        }
        this.only(body, route.fields);
        const ids = Object.fromEntries(route.names.map((name, index) => [name, decodeURIComponent(match[index + 1])]));
        return route.handler({ ids, body, query: url.searchParams, user });
      }
    }
    throw new Refusal(404, 'not_found', `Cannot ${method} ${url.pathname}`);
  }

  authorize(credential, headers) {
    if (credential === 'none') {
      return undefined;
    }
    if (credential !== 'token' && this.isKey(headers)) {
      return undefined;
    }
    if (credential !== 'key' && this.bearer(headers)) {
      return this.check(this.bearer(headers));
    }
    throw new Refusal(this.dialect.forbids ? 403 : 401, 'unauthorized', 'Unauthorized');
  }

  requireProject(headers, query) {
    if (this.dialect.project === 'header' && headers['x-project-id'] !== this.project
        || this.dialect.project === 'query' && query.get(this.dialect.projectQuery) !== this.project) {
      throw this.dialect.hides ? new Refusal(404, 'not_found', 'Not found')
        : new Refusal(400, 'project_required', 'Which project?');
    }
  }

  admit(socket, next) {
    const [place, name] = this.dialect.socketAuth.split('.');
    const { auth, query, headers } = socket.handshake;
    const token = { auth: auth[name], query: query[name], header: this.bearer(headers) }[place];
    try {
      socket.data.user = this.check(token);
      next();
    } catch (failure) {
      const refusal = new Error('unauthorized');
      refusal.data = { code: token ? failure.code : 'token_missing' };
      next(refusal);
    }
  }

  connected(socket) {
    const { emits, events } = this.dialect;
    const { user } = socket.data;
    const about = (room) => this.write({ room_id: room.id, user_id: user.id, username: user.username });
    const inRoom = (room) => {
      if (!socket.rooms.has(room.id)) {
        throw new Refusal(403, 'not_a_member', 'Join the room first');
      }
      return room;
    };
    if (this.dialect.notices) {
      this.io.emit('presence', { user_id: user.id, username: user.username, status: 'online' });
    }
    this.on(socket, emits.joinRoom, (room) => {
      if (!socket.rooms.has(room.id)) {
        room.members.add(user.id);
        socket.join(room.id);
        socket.to(room.id).emit(events.userJoined, about(room));
      }
    });
    this.on(socket, emits.leaveRoom, (room) => {
      inRoom(room);
      socket.leave(room.id);
      room.members.delete(user.id);
      socket.to(room.id).emit(events.userLeft, about(room));
    });
    this.on(socket, emits.startTyping, (room) => {
      socket.to(inRoom(room).id).emit(events.userTyping, about(room));
    });
    this.on(socket, emits.stopTyping, (room) => {
      socket.to(inRoom(room).id).emit(events.userStoppedTyping, about(room));
    });
    socket.on(emits.sendMessage, (payload, ack) => this.answer(socket, ack, () => {
      this.only(payload ?? {}, [this.socketName('room_id'), 'content']);
      const room = inRoom(this.room(payload?.[this.socketName('room_id')]));
      return { message: this.write(this.say(room, user, payload.content, socket)) };
    }));
  }

  on(socket, event, handler) {
    socket.on(event, (payload, ack) => this.answer(socket, ack, () => {
      const bare = this.dialect.roomPayload === 'id';
      if (!bare) {
        this.only(payload ?? {}, [this.socketName('room_id')]);
      }
      handler(this.room(bare ? payload : payload?.[this.socketName('room_id')]));
      return {};
    }));
  }

  answer(socket, ack, action) {
    const acked = this.dialect.acks && typeof ack === 'function';
    try {
      const result = { ok: true, ...action() };
      if (acked) {
        ack(result);
      }
    } catch (failure) {
      const error = { code: failure.code ?? 'internal', message: failure.message };
      if (acked) {
        ack({ ok: false, error });
      } else {
        socket.emit(this.dialect.events.error, error);
      }
    }
  }
}

const [first, count, ...kinds] = process.argv.slice(2);
const dialects = Array.from({ length: Number(count) }, (_, index) => draw(Number(first) + index))
  .concat(kinds.map((kind) => harsh(kind) ?? outside(kind)));
const chats = dialects.map((dialect) => new Chat(dialect));
for (const chat of chats) {
  await new Promise((resolve) => chat.http.listen(0, '127.0.0.1', resolve));
  console.log(JSON.stringify({ port: chat.http.address().port, key: chat.key, dialect: JSON.stringify(chat.dialect) }));
}
for await (const line of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(chats[Number(line.split(' ')[1])].state()));
}
process.exit(0);
