import { machineClock, MINUTE, SECOND, type Clock, type Instant } from '@cartrail/kernel';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { createHmac } from 'node:crypto';
import { same } from '../same.js';
import { fingerprint, type Ledger } from '../ledger/ledger.js';
import { cut, pause } from '../misbehave.js';
import { Received } from '../raw-bodies.js';
import type { ReceiverSetting } from '../state/model.js';
import type { State } from '../state/state.js';

const TOLERANCE = 5 * MINUTE;
const BODY_KEPT = 20_000;

/** A subscriber's endpoint that believes nothing it cannot verify (Standard Webhooks). */
export class Receivers {
  /** Ids each endpoint has accepted, so that a repeat is seen as one. */
  private readonly seen = new Map<string, Set<string>>();

  constructor(
    private readonly state: State,
    private readonly clock: Clock,
    private readonly ledger: Ledger,
  ) {}

  register(app: FastifyInstance): void {
    app.post<{ Params: { name: string } }>('/receiver/:name', (request, reply) =>
      this.handle(request.params.name, request, reply),
    );
  }

  private async handle(name: string, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { text } = Received.of(request.body);
    const setting = this.state.receivers.get(name);
    if (!setting) return reply.code(404).send({ error: `no receiver ${name}` });
    const [id, timestamp] = [header(request, 'webhook-id'), header(request, 'webhook-timestamp')];
    const why = this.refusal(setting, id, timestamp, header(request, 'webhook-signature'), text);
    const entry = { name, webhookId: id, timestamp, verified: why === undefined, ...fingerprint(text) };
    if (why !== undefined) {
      this.ledger.add('receiver', { ...entry, why, repeat: false, httpStatus: 401 });
      return reply.code(401).send({ error: why });
    }
    const httpStatus = statusOf(setting);
    const repeat = httpStatus === 200 && this.repeated(name, id);
    this.ledger.add('receiver', { ...entry, repeat, httpStatus, body: text.slice(0, BODY_KEPT) });
    return this.behave(setting, httpStatus, reply);
  }

  private async behave(
    setting: ReceiverSetting,
    httpStatus: number,
    reply: FastifyReply,
  ): Promise<FastifyReply> {
    if (httpStatus === 0) {
      cut(reply);
      return reply;
    }
    if (setting.behave === 'slow') await pause(setting.slowMs);
    return reply.code(httpStatus).send(httpStatus === 200 ? {} : { error: setting.behave });
  }

  private repeated(name: string, id: string): boolean {
    const ids = this.seen.get(name) ?? new Set<string>();
    this.seen.set(name, ids);
    if (ids.has(id)) return true;
    ids.add(id);
    return false;
  }

  private refusal(
    setting: ReceiverSetting,
    id: string,
    timestamp: string,
    signature: string,
    body: string,
  ): string | undefined {
    if (setting.secret === null) return 'no secret is set for this receiver';
    if (id === '' || timestamp === '' || signature === '') return 'a webhook header is missing';
    if (!/^\d{1,12}$/.test(timestamp)) return 'webhook-timestamp is not in seconds';
    const at = Number(timestamp) * SECOND;
    const near = (now: Instant): boolean => Math.abs(at - now) <= TOLERANCE;
    if (!near(machineClock.now()) && !near(this.clock.now())) return 'webhook-timestamp is stale';
    const expected = signWebhook(setting.secret, id, timestamp, body);
    return signature.split(' ').some((one) => same(one, expected))
      ? undefined
      : 'webhook-signature does not match';
  }
}

export function signWebhook(secret: string, id: string, timestamp: string, body: string): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
}

function statusOf({ behave }: ReceiverSetting): number {
  switch (behave) {
    case 'ok':
    case 'slow':
      return 200;
    case '500':
      return 500;
    case '410':
      return 410;
    case 'dead':
      return 0;
  }
}

function header(request: FastifyRequest, name: string): string {
  const value = request.headers[name];
  return typeof value === 'string' ? value : '';
}
