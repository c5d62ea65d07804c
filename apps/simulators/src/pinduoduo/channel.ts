import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { isLosslessNumber, parse } from 'lossless-json';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';
import type { Clock } from '@cartrail/kernel';
import type { Faults } from '../delivery/faults.js';
import type { Carried } from '../delivery/outlet.js';
import { same } from '../same.js';
import type { Push } from '../state/model.js';
import type { PinduoduoApps } from './apps.js';
import type { Gate } from './gate.js';
import { signConnection } from './sign.js';

const PATH = /^\/pinduoduo\/message\/([^/]+)\/(\d+)\/([^/?]+)$/;

type Heard = (confirmed: boolean) => void;

/** The message channel: applications connect, messages go out until each is confirmed. */
export class MessageChannel {
  private readonly server = new WebSocketServer({ noServer: true });
  /** The newest connection of every application. */
  private readonly open = new Map<string, WebSocket>();
  private readonly waiting = new Map<string, Heard>();

  constructor(
    private readonly apps: PinduoduoApps,
    private readonly gate: Gate,
    private readonly faults: Faults,
    private readonly clock: Clock,
  ) {}

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    if (this.faults.takeDown('/message', 'pinduoduo')) {
      socket.destroy();
      return;
    }
    const clientId = this.admit(request.url ?? '');
    if (clientId === undefined) {
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
      return;
    }
    this.server.handleUpgrade(request, socket, head, (connection) => {
      this.accept(clientId, connection);
    });
  }

  /** Sends one message and waits for its confirmation. */
  async carry(push: Push, signal: AbortSignal): Promise<Carried> {
    // A message carries no proof that could be false: there is nothing a forger could send.
    if (push.forged) return { outcome: 'refused', answer: 'nothing to forge' };
    const connection = this.open.get(push.sender);
    const id = push.about.msgId;
    if (!connection || id === undefined) return { outcome: 'failed', answer: 'nobody is connected' };
    const confirmed = await new Promise<boolean>((resolve) => {
      this.waiting.set(id, resolve);
      connection.once('close', () => {
        resolve(false);
      });
      signal.addEventListener('abort', () => {
        resolve(false);
      });
      connection.send(push.body);
    });
    this.waiting.delete(id);
    return confirmed ? { outcome: 'acked', answer: 'Ack' } : { outcome: 'failed', answer: 'no Ack' };
  }

  private admit(url: string): string | undefined {
    const [, clientId = '', ms = '', sign = ''] = PATH.exec(url) ?? [];
    const secret = this.apps.secretOf(clientId);
    if (secret === undefined || !this.gate.isNow(ms, 1)) return undefined;
    return same(decodeURIComponent(sign), signConnection(clientId, ms, secret)) ? clientId : undefined;
  }

  private accept(clientId: string, connection: WebSocket): void {
    this.open.set(clientId, connection);
    connection.on('error', () => {
      connection.terminate();
    });
    connection.on('close', () => {
      if (this.open.get(clientId) === connection) this.open.delete(clientId);
    });
    connection.on('message', (data) => {
      this.hear(connection, data);
    });
  }

  private hear(connection: WebSocket, data: RawData): void {
    const frame = membersOf((data as Buffer).toString('utf8'));
    if (frame['commandType'] === 'HeartBeat') {
      connection.send(JSON.stringify({ commandType: 'HeartBeat', time: this.clock.now() }));
      return;
    }
    const { id } = frame;
    if (!isLosslessNumber(id)) return;
    this.waiting.get(id.toString())?.(frame['commandType'] === 'Ack');
  }
}

function membersOf(text: string): Readonly<Record<string, unknown>> {
  try {
    const value = parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
