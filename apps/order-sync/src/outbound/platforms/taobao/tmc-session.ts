import type { Clock } from '@cartrail/kernel';
import { WebSocket, type RawData } from 'ws';
import { PlatformFailure, type ChannelMessage } from '../../../application/ports.js';
import { toMessage, toUnreadable } from './message.js';
import type { TopApp } from './signature.js';
import { FrameError } from './tmc-bytes.js';
import { decodeFrame, type Frame } from './tmc-frame.js';
import { confirmFrame, connectFrame, pullFrame } from './tmc-requests.js';

export interface TmcLine extends TopApp {
  readonly url: string;
  readonly groupName: string;
  readonly pullEveryMs: number;
  readonly timeoutMs: number;
}

/** No message is nearly as long. */
const LONGEST_FRAME = 4_000_000;
/** How many pulls may pass without a sign of life. */
const QUIET_PULLS = 6;
/** Kept side by side; beyond that the platform has to wait. */
const AT_ONCE = 64;

/**
 * One connection to the message channel, from its opening to its end. Asks for messages again and again and confirms
 * each once it is kept: what is not confirmed, the platform sends again.
 */
export class TmcSession {
  private readonly keeping = new Set<Promise<void>>();
  private token: string | undefined;
  private quiet = 0;
  private timer: NodeJS.Timeout | undefined;
  private over = false;
  private end: (failure?: Error) => void = () => undefined;

  constructor(
    private readonly line: TmcLine,
    private readonly clock: Clock,
    private readonly keep: (message: ChannelMessage) => Promise<void>,
  ) {}

  /** Resolves when the connection ends or `signal` aborts; what is being kept then has been confirmed or has failed. */
  async run(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    const { url, timeoutMs } = this.line;
    const socket = new WebSocket(url, {
      maxPayload: LONGEST_FRAME,
      handshakeTimeout: timeoutMs,
      perMessageDeflate: false,
      followRedirects: false,
    });
    const ended = new Promise<void>((resolve, reject) => {
      this.end = (failure) => {
        this.over = true;
        if (failure) reject(failure);
        else resolve();
      };
    });
    const abort = (): void => {
      this.end();
    };
    signal.addEventListener('abort', abort);
    this.hear(socket);
    try {
      await ended;
    } finally {
      clearTimeout(this.timer);
      signal.removeEventListener('abort', abort);
      await Promise.all(this.keeping);
      socket.terminate();
    }
  }

  private hear(socket: WebSocket): void {
    socket.on('open', () => {
      socket.send(connectFrame(this.line, this.line.groupName, String(this.clock.now())));
      this.timer = setTimeout(() => {
        this.end(lost('the message channel does not answer'));
      }, this.line.timeoutMs);
    });
    socket.on('message', (data) => {
      this.receive(socket, data);
    });
    socket.on('ping', () => (this.quiet = 0));
    socket.on('pong', () => (this.quiet = 0));
    socket.on('close', () => {
      this.end();
    });
    socket.on('error', (error) => {
      this.end(lost(`the message channel failed: ${error.message}`));
    });
  }

  private pull(socket: WebSocket, token: string): void {
    if (!socket.isPaused) this.quiet += 1;
    if (this.quiet > QUIET_PULLS) {
      this.end(lost('the message channel is silent'));
      return;
    }
    socket.ping();
    socket.send(pullFrame(token));
  }

  private receive(socket: WebSocket, data: RawData): void {
    if (this.over) return;
    this.quiet = 0;
    const bytes = bytesOf(data);
    const frame = frameOf(bytes);
    switch (frame?.type) {
      case undefined:
        this.take(socket, toUnreadable(bytes));
        return;
      case 'connectAck':
        this.acknowledged(socket, frame);
        return;
      case 'send':
        if (frame.fields.has('topic')) this.heard(socket, frame, bytes);
        return;
      case 'sendAck':
        if (isRefusal(frame)) this.end(lost(`the message channel refused: ${wordsOf(frame)}`));
        return;
      case 'connect':
        return;
    }
  }

  private heard(socket: WebSocket, frame: Frame, bytes: Buffer): void {
    const [id, token] = [frame.fields.get('id'), this.token];
    if (!id || token === undefined) {
      this.take(socket, toUnreadable(bytes));
      return;
    }
    this.take(socket, toMessage(frame), () => {
      if (socket.readyState === WebSocket.OPEN) socket.send(confirmFrame(token, id));
    });
  }

  private acknowledged(socket: WebSocket, frame: Frame): void {
    if (isRefusal(frame) || frame.token === undefined) {
      const reason = `taobao does not let us into the message channel: ${wordsOf(frame)}`;
      this.end(new PlatformFailure('forbidden', reason));
      return;
    }
    const { token } = frame;
    clearTimeout(this.timer);
    this.token = token;
    this.timer = setInterval(() => {
      this.pull(socket, token);
    }, this.line.pullEveryMs);
    this.pull(socket, token);
  }

  private take(socket: WebSocket, message: ChannelMessage, confirm?: () => void): void {
    const kept = this.keep(message).then(confirm, (error: unknown) => {
      this.end(error instanceof Error ? error : new Error(String(error)));
    });
    this.keeping.add(kept);
    if (this.keeping.size >= AT_ONCE) socket.pause();
    void kept.finally(() => {
      this.keeping.delete(kept);
      if (socket.isPaused && this.keeping.size < AT_ONCE) socket.resume();
    });
  }
}

const lost = (what: string): PlatformFailure => new PlatformFailure('transient', `taobao: ${what}`);
const isRefusal = ({ code = 0 }: Frame): boolean => code !== 0;
const wordsOf = ({ code = 0, phrase = '' }: Frame): string => `${String(code)} ${phrase}`.trim();

function frameOf(bytes: Buffer): Frame | undefined {
  try {
    return decodeFrame(bytes);
  } catch (error) {
    if (error instanceof FrameError) return undefined;
    throw error;
  }
}

function bytesOf(data: RawData): Buffer {
  if (Buffer.isBuffer(data)) return data;
  return Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data);
}
