import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import type { ChannelMessage } from '../../../application/ports.js';
import { TaobaoChannel } from './channel.js';
import { decodeFrame, encodeFrame, type Field, type Frame } from './tmc-frame.js';

const TOPIC = 'taobao_trade_TradeChanged';
const SOON_MS = 10;
const LATER_MS = 60_000;

let server: WebSocketServer;
let stop: AbortController;

const serve = async (options: object = {}): Promise<void> => {
  server = new WebSocketServer({ host: '127.0.0.1', port: 0, ...options });
  await once(server, 'listening');
};

beforeEach(async () => {
  stop = new AbortController();
  await serve();
});
afterEach(async () => {
  stop.abort();
  for (const client of server.clients) client.terminate();
  await new Promise((resolve) => {
    server.close(resolve);
  });
});

const channel = (pullEveryMs: number, timeoutMs = LATER_MS) =>
  new TaobaoChannel(
    {
      appKey: '12345678',
      appSecret: 'helloworld',
      url: `ws://127.0.0.1:${String((server.address() as AddressInfo).port)}/`,
      groupName: 'default',
      pullEveryMs,
      timeoutMs,
    },
    { permit: () => Promise.resolve() },
    { now: () => 1_700_000_000_000 },
  );

/** The platform's end of one connection: what it heard, in order. */
class Peer {
  private readonly heard: Frame[] = [];
  private waiting: (() => void) | undefined;

  constructor(readonly socket: WebSocket) {
    socket.on('message', (data) => {
      this.heard.push(decodeFrame(data as Buffer));
      this.waiting?.();
    });
  }

  async next(): Promise<Frame> {
    while (this.heard.length === 0) await new Promise<void>((resolve) => (this.waiting = resolve));
    return this.heard.shift() as Frame;
  }

  get pending(): readonly Frame[] {
    return this.heard;
  }

  welcome(more: Partial<Frame> = { token: 'tok' }): void {
    this.say({ type: 'connectAck', fields: new Map(), ...more });
  }

  message(id: bigint, content = '{}'): void {
    const fields = new Map<string, Field>([
      ['id', { as: 'int64', value: id }],
      ['topic', { as: 'text', value: TOPIC }],
      ['content', { as: 'text', value: content }],
    ]);
    this.say({ type: 'send', fields });
  }

  say(frame: Frame): void {
    this.socket.send(encodeFrame(frame));
  }
}

const connected = async (): Promise<Peer> => {
  const [socket] = (await once(server, 'connection')) as [WebSocket];
  return new Peer(socket);
};

const kindOf = ({ fields }: Frame): unknown => fields.get('__kind');
const keepAll = (): Promise<void> => Promise.resolve();
const isLost = { kind: 'transient' };

async function open(
  keep: (message: ChannelMessage) => Promise<void>,
  pullEveryMs = LATER_MS,
  timeoutMs = LATER_MS,
) {
  const coming = connected();
  const listening = channel(pullEveryMs, timeoutMs).listen(keep, stop.signal);
  listening.catch(() => undefined);
  const peer = await coming;
  const hello = await peer.next();
  return { peer, hello, listening };
}

describe('the message channel of Taobao', () => {
  it('introduces itself with the signature of the test vector', async () => {
    const { hello } = await open(keepAll);
    expect(hello.type).toBe('connect');
    expect(Object.fromEntries(hello.fields)).toMatchObject({
      app_key: { as: 'text', value: '12345678' },
      group_name: { as: 'text', value: 'default' },
      timestamp: { as: 'text', value: '1700000000000' },
      sign: { as: 'text', value: 'C86848D198760FA334AA309207C72ECD' },
    });
  });

  it('asks for messages with its token once it is let in, and again and again', async () => {
    const { peer } = await open(keepAll, SOON_MS);
    peer.welcome();
    for (let pulls = 0; pulls < 3; pulls++) {
      const frame = await peer.next();
      expect([frame.type, frame.token, kindOf(frame)]).toEqual(['send', 'tok', { as: 'int8', value: 1 }]);
    }
  });

  it('confirms a message once it is kept and never before', async () => {
    let kept: () => void = () => undefined;
    const seen: ChannelMessage[] = [];
    const keep = (message: ChannelMessage): Promise<void> => {
      seen.push(message);
      return new Promise((resolve) => (kept = resolve));
    };
    const { peer } = await open(keep, SOON_MS);
    peer.welcome();
    await peer.next();
    peer.message(9007199254740993n);
    while (seen.length === 0) await once(peer.socket, 'ping');
    for (let turns = 0; turns < 3; turns++) await once(peer.socket, 'ping');
    expect(peer.pending.filter(({ fields }) => fields.has('id'))).toEqual([]);
    kept();
    let frame = await peer.next();
    while (!frame.fields.has('id')) frame = await peer.next();
    expect([frame.token, kindOf(frame)]).toEqual(['tok', { as: 'int8', value: 2 }]);
    expect(frame.fields.get('id')).toEqual({ as: 'int64', value: 9007199254740993n });
    expect(seen).toMatchObject([{ dedupeKey: '9007199254740993' }]);
  });

  it('lets the platform wait while more has come than it can keep at once, and loses none of it', async () => {
    const ALL = 5_000;
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    let begun = 0;
    const { peer } = await open(() => {
      begun += 1;
      return gate;
    }, SOON_MS);
    peer.welcome();
    for (let id = 1; id <= ALL; id++) peer.message(BigInt(id), 'x'.repeat(1_000));
    // longer than a silence that would end it
    for (let turns = 0; turns < 10; turns++) await once(peer.socket, 'ping');
    expect(begun).toBeGreaterThanOrEqual(64);
    expect(begun).toBeLessThan(ALL);
    release();
    const confirmed = new Set<unknown>();
    while (confirmed.size < ALL) {
      const id = (await peer.next()).fields.get('id');
      if (id?.as === 'int64') confirmed.add(id.value);
    }
    expect(begun).toBe(ALL);
  });

  it('does not confirm what could not be kept, and ends with the reason', async () => {
    const { peer, listening } = await open(() => Promise.reject(new Error('the disk is full')));
    peer.welcome();
    await peer.next();
    peer.message(1n);
    await expect(listening).rejects.toThrow('the disk is full');
    await once(peer.socket, 'close');
    expect(peer.pending).toEqual([]);
  });

  it('keeps what it cannot read, confirms nothing of it, and goes on', async () => {
    const seen: ChannelMessage[] = [];
    const { peer } = await open((message) => {
      seen.push(message);
      return Promise.resolve();
    });
    peer.welcome();
    await peer.next();
    peer.socket.send(Buffer.from('0202', 'hex'));
    peer.say({ type: 'send', fields: new Map([['topic', { as: 'text', value: TOPIC }]]) });
    peer.message(2n);
    const confirmed = await peer.next();
    expect(confirmed.fields.get('id')).toEqual({ as: 'int64', value: 2n });
    expect(seen.map(({ body }) => Object.keys(JSON.parse(body) as object))).toEqual([
      ['unreadable'],
      ['unreadable'],
      ['id', 'topic', 'content'],
    ]);
  });

  it.each([{ code: 401, phrase: 'sign invalid', token: 'tok' }, {}])(
    'is forbidden where it is not let in: %j',
    async (answer) => {
      const { peer, listening } = await open(keepAll);
      peer.welcome(answer);
      await expect(listening).rejects.toMatchObject({ kind: 'forbidden' });
    },
  );

  it('ends when the platform refuses what it says, and when the connection is closed', async () => {
    const first = await open(keepAll);
    first.peer.welcome();
    first.peer.say({ type: 'sendAck', code: 0, fields: new Map() });
    first.peer.say({ type: 'sendAck', code: 5, phrase: 'token expired', fields: new Map() });
    await expect(first.listening).rejects.toMatchObject(isLost);
    const second = await open(keepAll);
    second.peer.socket.close();
    await expect(second.listening).resolves.toBeUndefined();
  });

  it('when it is told to stop, confirms what it was keeping and ends', async () => {
    let kept: () => void = () => undefined;
    let begun: () => void = () => undefined;
    const asked = new Promise<void>((resolve) => (begun = resolve));
    const { peer, listening } = await open(() => {
      begun();
      return new Promise((done) => (kept = done));
    });
    const closed = once(peer.socket, 'close');
    peer.welcome();
    peer.message(3n);
    await asked;
    stop.abort();
    kept();
    await listening;
    await closed;
    const confirmed = peer.pending.flatMap(({ fields }) => fields.get('id') ?? []);
    expect(confirmed).toEqual([{ as: 'int64', value: 3n }]);
  });

  it('does not begin when it is told to stop before', async () => {
    stop.abort();
    await expect(channel(LATER_MS).listen(keepAll, stop.signal)).resolves.toBeUndefined();
    expect(server.clients.size).toBe(0);
  });

  it('gives up a platform that does not say whether it lets us in', async () => {
    const { listening } = await open(keepAll, LATER_MS, SOON_MS * 20);
    await expect(listening).rejects.toMatchObject(isLost);
  });

  it('gives up a platform that has fallen silent', async () => {
    server.close();
    await serve({ autoPong: false });
    const { peer, listening } = await open(keepAll, SOON_MS);
    peer.welcome();
    await expect(listening).rejects.toMatchObject(isLost);
  });

  it('is lost when a frame is longer than any', async () => {
    const { peer, listening } = await open(keepAll);
    peer.socket.send(Buffer.alloc(4_000_001));
    await expect(listening).rejects.toMatchObject(isLost);
  });

  it('is lost where nobody listens', async () => {
    const nowhere = channel(LATER_MS);
    await new Promise((resolve) => {
      server.close(resolve);
    });
    await expect(nowhere.listen(keepAll, stop.signal)).rejects.toMatchObject(isLost);
    await serve();
  });
});
