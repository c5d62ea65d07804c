import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { newId } from '@cartrail/kernel';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';
import type { Faults } from '../delivery/faults.js';
import type { Carried } from '../delivery/outlet.js';
import { same } from '../same.js';
import type { Push } from '../state/model.js';
import type { TaobaoApps } from './apps.js';
import {
  CONNECT,
  CONNECT_ACK,
  readFrame,
  SEND,
  SEND_ACK,
  writeFrame,
  type Told,
  type Value,
} from './frame.js';
import { signHello } from './sign.js';

/** What a client may say in a SEND. */
const PULL = 1;
const CONFIRM = 2;
const FAILURE = 20;
const REFUSED = 401;

interface Line {
  readonly socket: WebSocket;
  readonly token: string;
  /** It has asked for messages. */
  asked: boolean;
}

/** The message channel: a client introduces itself, asks for messages, and gets each until it confirms it. */
export class MessageChannel {
  private readonly server = new WebSocketServer({ noServer: true });
  /** The newest of every application. */
  private readonly lines = new Map<string, Line>();
  private readonly waiting = new Map<string, (confirmed: boolean) => void>();

  constructor(
    private readonly apps: TaobaoApps,
    private readonly faults: Faults,
  ) {}

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    if (this.faults.takeDown('/channel', 'taobao')) {
      socket.destroy();
      return;
    }
    this.server.handleUpgrade(request, socket, head, (connection) => {
      connection.on('error', () => {
        connection.terminate();
      });
      connection.on('message', (data) => {
        this.hear(connection, data);
      });
      connection.on('close', () => {
        for (const [appKey, line] of this.lines) if (line.socket === connection) this.lines.delete(appKey);
      });
    });
  }

  async carry(push: Push, signal: AbortSignal): Promise<Carried> {
    if (push.forged) return { outcome: 'refused', answer: 'nothing to forge' };
    const line = this.lines.get(push.sender);
    const { msgId } = push.about;
    if (!line?.asked || msgId === undefined) return { outcome: 'failed', answer: 'nobody asks' };
    const confirmed = await new Promise<boolean>((resolve) => {
      const over = (): void => {
        resolve(false);
      };
      this.waiting.set(msgId, resolve);
      line.socket.once('close', over);
      signal.addEventListener('abort', over);
      line.socket.send(messageOf(push, msgId));
    });
    this.waiting.delete(msgId);
    return confirmed
      ? { outcome: 'acked', answer: 'confirmed' }
      : { outcome: 'failed', answer: 'not confirmed' };
  }

  private hear(socket: WebSocket, data: RawData): void {
    const told = readFrame(data as Buffer);
    if (told?.type === CONNECT) this.welcome(socket, told);
    else if (told?.type === SEND) this.told(socket, told);
    else socket.close(1002);
  }

  private welcome(socket: WebSocket, { fields }: Told): void {
    const [appKey, groupName, timestamp] = ['app_key', 'group_name', 'timestamp'].map((name) =>
      textOf(fields[name]),
    ) as [string, string, string];
    const secret = this.apps.secretOf(appKey);
    const proof = secret === undefined ? undefined : signHello(secret, appKey, groupName, timestamp);
    if (proof === undefined || !same(textOf(fields['sign']), proof)) {
      socket.send(writeFrame({ type: CONNECT_ACK, code: REFUSED, phrase: 'sign invalid', fields: {} }));
      socket.close();
      return;
    }
    const line = { socket, token: newId(), asked: false };
    this.lines.set(appKey, line);
    socket.send(writeFrame({ type: CONNECT_ACK, token: line.token, fields: {} }));
  }

  private told(socket: WebSocket, { token, fields }: Told): void {
    const line = [...this.lines.values()].find((one) => one.socket === socket && one.token === token);
    if (!line) {
      socket.send(writeFrame({ type: SEND_ACK, code: REFUSED, phrase: 'token invalid', fields: {} }));
      return;
    }
    const kind = fields['__kind'];
    if (kind === PULL) line.asked = true;
    if (kind === CONFIRM || kind === FAILURE) this.waiting.get(String(fields['id']))?.(kind === CONFIRM);
  }
}

const textOf = (value: Value | undefined): string => (typeof value === 'string' ? value : '');

function messageOf({ headers, body, attempts }: Push, msgId: string): Buffer {
  const fields = {
    topic: headers['topic'] ?? '',
    id: BigInt(msgId),
    publisher: '4272',
    userid: BigInt(headers['userid'] ?? '0'),
    time: new Date(Number(headers['time'])),
    outtime: new Date(Number(headers['time'])),
    retried: attempts - 1,
    content: body,
  };
  return writeFrame({ type: SEND, fields });
}
