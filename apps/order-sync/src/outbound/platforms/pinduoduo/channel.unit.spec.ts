import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import { PinduoduoChannel } from './channel.js';

const NOW = 1_700_000_000_000;
const FRAME =
  '{"id":9223372036854775807,"commandType":"Common","time":1,"sendTime":1700000000123,' +
  '"message":{"type":"pdd_trade_TradeConfirmed","mallID":9007199254740993,"content":"{\\"tid\\":\\"231115-1\\"}"}}';

let server: Server;
let sockets: WebSocketServer;
let paths: string[];
let received: string[];
let stop: AbortController;

beforeEach(async () => {
  paths = [];
  received = [];
  stop = new AbortController();
  server = createServer();
  sockets = new WebSocketServer({ server });
  sockets.on('connection', (_socket, { url }) => paths.push(url ?? ''));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  stop.abort();
  for (const client of sockets.clients) client.terminate();
  sockets.close();
  await new Promise((resolve) => server.close(resolve));
});

const channel = (more: object = {}) =>
  new PinduoduoChannel(
    {
      clientId: 'cid-demo',
      clientSecret: 'csec-demo',
      baseUrl: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
      timeoutMs: 5_000,
      ...more,
    },
    { permitMessages: () => Promise.resolve({ is_success: true }) },
    { now: () => NOW },
  );

/** The platform's end of the connection, with everything it hears kept. */
const connected = (): Promise<WebSocket> =>
  new Promise((resolve) => {
    // What an earlier test's connection still has to say is not this one's.
    const own = received;
    sockets.once('connection', (socket) => {
      socket.on('message', (data) => own.push((data as Buffer).toString()));
      resolve(socket);
    });
  });

const heard = (socket: WebSocket): Promise<string> =>
  new Promise((resolve) => {
    socket.once('message', (data) => {
      resolve((data as Buffer).toString());
    });
  });

describe('the message channel of Pinduoduo', () => {
  it('connects with the signature in the path', async () => {
    const peer = connected();
    void channel().listen(() => Promise.resolve(), stop.signal);
    await peer;
    expect(paths).toEqual(['/message/cid-demo/1700000000000/NjA5NDEwY2MwOWI5MmI4YTg1MDIzMjdiM2IxODdjOWQ=']);
  });

  it('confirms a message once it is kept, and never before', async () => {
    const peer = connected();
    let kept: () => void = () => undefined;
    const asked = new Promise<string>((resolve) => {
      const keep = ({ dedupeKey }: { readonly dedupeKey: string }): Promise<void> => {
        resolve(dedupeKey);
        return new Promise((done) => (kept = done));
      };
      void channel({ heartbeatMs: 10 }).listen(keep, stop.signal);
    });
    const socket = await peer;
    socket.send(FRAME);
    expect(await asked).toBe('9223372036854775807');
    for (let beats = 0; beats < 3; beats++) expect(await heard(socket)).toContain('"HeartBeat"');
    expect(received.filter((text) => text.includes('"Ack"'))).toEqual([]);
    kept();
    let answer = await heard(socket);
    while (answer.includes('HeartBeat')) answer = await heard(socket);
    expect(answer).toBe(
      '{"commandType":"Ack","time":1700000000000,"id":9223372036854775807,"sendTime":1700000000123,' +
        '"type":"pdd_trade_TradeConfirmed","mallID":9007199254740993}',
    );
  });

  it('confirms nothing that could not be kept, and ends so that it comes again', async () => {
    const peer = connected();
    const listening = channel().listen(() => Promise.reject(new Error('no database')), stop.signal);
    (await peer).send(FRAME);
    await expect(listening).rejects.toMatchObject({ kind: 'transient' });
    expect(received).toEqual([]);
  });

  it('beats, with the time of the beat', async () => {
    const peer = connected();
    void channel({ heartbeatMs: 10 }).listen(() => Promise.resolve(), stop.signal);
    expect(await heard(await peer)).toBe('{"commandType":"HeartBeat","time":1700000000000}');
  });

  it('gives up a connection on which nothing is heard any more', async () => {
    const peer = connected();
    const listening = channel({ heartbeatMs: 10, silenceMs: 50 }).listen(
      () => Promise.resolve(),
      stop.signal,
    );
    (await peer).pause();
    await expect(listening).rejects.toMatchObject({
      kind: 'transient',
      message: expect.stringContaining('silence'),
    });
  });

  it('keeps a quiet connection that still answers', async () => {
    const peer = connected();
    let ended = false;
    const settings = { heartbeatMs: 10, silenceMs: 1_000 };
    const listening = channel(settings).listen(() => Promise.resolve(), stop.signal);
    void listening.catch(() => (ended = true));
    const socket = await peer;
    const since = Date.now();
    while (Date.now() - since < 1_500) await heard(socket);
    expect(ended).toBe(false);
  });

  it('lets the platform wait while it keeps as much as it can, and loses nothing', async () => {
    const SENT = 5_000;
    const peer = connected();
    const underWay: (() => void)[] = [];
    let released = false;
    const keep = (): Promise<void> =>
      released ? Promise.resolve() : new Promise((resolve) => underWay.push(resolve));
    void channel({ heartbeatMs: 10 }).listen(keep, stop.signal);
    const socket = await peer;
    for (let sent = 0; sent < SENT; sent++) socket.send(FRAME);
    for (let beats = 0; beats < 10; beats++) await heard(socket);
    expect(underWay.length).toBeGreaterThan(0);
    expect(underWay.length).toBeLessThan(1_000);
    released = true;
    for (const done of underWay) done();
    // Beats come among the confirmations, so that there is always something to hear.
    while (received.length < SENT) await heard(socket);
    const isAck = (text: string): boolean => text.includes('"Ack"');
    while (received.filter(isAck).length < SENT) await heard(socket);
  });

  it('passes over what is no message: beats, confirmations, nonsense, a message without an id', async () => {
    const peer = connected();
    const kept: string[] = [];
    const last = new Promise<void>((resolve) => {
      const keep = ({ dedupeKey }: { readonly dedupeKey: string }): Promise<void> => {
        kept.push(dedupeKey);
        resolve();
        return Promise.resolve();
      };
      void channel().listen(keep, stop.signal);
    });
    const socket = await peer;
    const odd = ['{"commandType":"HeartBeat"}', '{"id":1,"commandType":"Ack"}', 'nonsense', '[]'];
    for (const text of [...odd, '{"commandType":"Common"}', FRAME]) socket.send(text);
    await last;
    expect(kept).toEqual(['9223372036854775807']);
  });

  it('resolves when it is told to stop, and when the platform ends it', async () => {
    const first = connected();
    const stopped = channel().listen(() => Promise.resolve(), stop.signal);
    await first;
    stop.abort();
    await expect(stopped).resolves.toBeUndefined();
    const second = connected();
    const left = channel().listen(() => Promise.resolve(), new AbortController().signal);
    (await second).close();
    await expect(left).resolves.toBeUndefined();
  });

  it('does not wait for a platform that says no goodbye', async () => {
    const peer = connected();
    const listening = channel({ heartbeatMs: 10, goodbyeMs: 50 }).listen(
      () => Promise.resolve(),
      stop.signal,
    );
    const socket = await peer;
    await heard(socket);
    socket.pause();
    const since = Date.now();
    stop.abort();
    await expect(listening).resolves.toBeUndefined();
    expect(Date.now() - since).toBeLessThan(10_000);
  });

  it.each([
    [403, 'forbidden'],
    [502, 'transient'],
  ])('is %s refused as %s', async (status, kind) => {
    sockets.options.verifyClient = (_info, done) => {
      done(false, status);
    };
    const listening = channel().listen(() => Promise.resolve(), stop.signal);
    await expect(listening).rejects.toMatchObject({ kind });
  });

  it('has nobody to hear where nobody listens', async () => {
    const nowhere = channel({ baseUrl: 'ws://127.0.0.1:1' });
    await expect(nowhere.listen(() => Promise.resolve(), stop.signal)).rejects.toMatchObject({
      kind: 'transient',
    });
  });
});
