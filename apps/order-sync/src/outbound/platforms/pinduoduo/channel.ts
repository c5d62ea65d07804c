import { MINUTE, SECOND, type Clock } from '@cartrail/kernel';
import { stringify } from 'lossless-json';
import { WebSocket, type RawData } from 'ws';
import { PlatformFailure, type ChannelMessage, type PushChannel } from '../../../application/ports.js';
import { textOf, type Id } from '../wire/values.js';
import type { PinduoduoClient } from './client.js';
import { readFrame, readMessage } from './push.js';
import { signChannel, type PinduoduoApp } from './signature.js';
import type { WireFrame } from './wire.js';

export interface ChannelSettings extends PinduoduoApp {
  readonly baseUrl: string;
  readonly timeoutMs: number;
  /** The platform asks for one every five to ten seconds. */
  readonly heartbeatMs?: number;
  /** Nothing heard for so long: the connection is dead, whatever it says. */
  readonly silenceMs?: number;
  /** How long the platform may take to say goodbye. */
  readonly goodbyeMs?: number;
}

type Keep = (message: ChannelMessage) => Promise<void>;

const LONGEST_FRAME = 1_000_000;
/** Kept and confirmed side by side; beyond that the platform has to wait. */
const AT_ONCE = 64;

export class PinduoduoChannel implements PushChannel {
  readonly read = readMessage;

  constructor(
    private readonly settings: ChannelSettings,
    private readonly client: Pick<PinduoduoClient, 'permitMessages'>,
    private readonly clock: Clock,
  ) {}

  async permit(accessToken: string): Promise<void> {
    const { is_success: done } = await this.client.permitMessages(accessToken);
    if (done !== true)
      throw new PlatformFailure('invalid', 'pinduoduo did not open the messages of the shop');
  }

  listen(keep: Keep, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    const { baseUrl, clientId, timeoutMs } = this.settings;
    const now = this.clock.now();
    const url = `${baseUrl}/message/${clientId}/${now}/${signChannel(this.settings, now)}`;
    const socket = new WebSocket(url, { handshakeTimeout: timeoutMs, maxPayload: LONGEST_FRAME });
    return new Connection(socket, this.settings, keep, this.clock).untilEnd(signal);
  }
}

/** One connection from its opening to its end. */
class Connection {
  private heardAt = Date.now();
  private underWay = 0;
  private failure: PlatformFailure | undefined;
  private goodbye: NodeJS.Timeout | undefined;

  constructor(
    private readonly socket: WebSocket,
    private readonly settings: ChannelSettings,
    private readonly keep: Keep,
    private readonly clock: Clock,
  ) {}

  async untilEnd(signal: AbortSignal): Promise<void> {
    const { socket } = this;
    const end = new Promise<void>((resolve) =>
      socket.once('close', () => {
        resolve();
      }),
    );
    const leave = (): void => {
      this.leave();
    };
    const beat = setInterval(
      () => {
        this.beat();
      },
      this.settings.heartbeatMs ?? 7 * SECOND,
    );
    signal.addEventListener('abort', leave);
    socket.on('message', (data) => {
      this.hear(data);
    });
    socket.on('pong', () => {
      this.heardAt = Date.now();
    });
    socket.on('unexpected-response', (_request, { statusCode = 0 }) => {
      this.fail(statusCode >= 400 && statusCode < 500 ? 'forbidden' : 'transient', `HTTP ${statusCode}`);
    });
    socket.on('error', ({ name }) => {
      this.fail('transient', name);
    });
    await end;
    clearInterval(beat);
    clearTimeout(this.goodbye);
    signal.removeEventListener('abort', leave);
    if (this.failure && !signal.aborted) throw this.failure;
  }

  /** What is not confirmed by then comes again. */
  private leave(): void {
    this.socket.resume();
    this.socket.close();
    this.goodbye = setTimeout(
      () => {
        this.socket.terminate();
      },
      this.settings.goodbyeMs ?? 2 * SECOND,
    );
  }

  private beat(): void {
    if (this.socket.readyState !== WebSocket.OPEN) return;
    if (Date.now() - this.heardAt > (this.settings.silenceMs ?? 3 * MINUTE)) {
      this.fail('transient', 'silence');
      return;
    }
    this.send({ commandType: 'HeartBeat', time: this.clock.now() });
    this.socket.ping();
  }

  private hear(data: RawData): void {
    this.heardAt = Date.now();
    const body = textFrom(data);
    const frame = readFrame(body);
    const id = textOf(frame?.id);
    if (frame?.commandType !== 'Common' || id === undefined) return;
    this.underWay += 1;
    if (this.underWay >= AT_ONCE) this.socket.pause();
    void this.keep({ dedupeKey: id, body })
      .then(
        () => {
          this.confirm(frame);
        },
        // Unconfirmed, it comes again: on the next connection.
        () => {
          this.fail('transient', 'a message could not be kept');
        },
      )
      .finally(() => {
        this.underWay -= 1;
        this.socket.resume();
      });
  }

  private confirm({ id, sendTime, message }: WireFrame): void {
    this.send({
      commandType: 'Ack',
      time: this.clock.now(),
      id: exactly(id),
      sendTime: exactly(sendTime),
      type: message?.type,
      mallID: exactly(message?.mallID),
    });
  }

  private send(frame: object): void {
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(stringify(frame) ?? '');
  }

  private fail(kind: 'forbidden' | 'transient', why: string): void {
    this.failure ??= new PlatformFailure(kind, `pinduoduo's message channel: ${why}`);
    this.socket.terminate();
  }
}

/** Numbers beyond 2^53 are kept as text: they go back as the numbers they were. */
const exactly = (value: Id | undefined): Id | bigint | undefined =>
  typeof value === 'string' && /^\d+$/.test(value) ? BigInt(value) : value;

const textFrom = (data: RawData): string =>
  (Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data as ArrayBuffer)).toString('utf8');
