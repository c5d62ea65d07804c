import type { FastifyInstance } from 'fastify';
import Fastify from 'fastify';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildApp } from '../src/app.js';
import { loadConfig } from '../src/config.js';
import { World } from '../src/world.js';

export type Json = Record<string, unknown>;

export interface Answered {
  status: number;
  text: string;
  json: Json;
}

/** The simulators on a free port, with their state in a folder of their own. */
export class Running {
  private constructor(
    readonly world: World,
    readonly url: string,
    private readonly app: FastifyInstance,
    readonly dir: string,
  ) {}

  /** `prepare` sees the world before its doors are made. */
  static async start(
    dir = mkdtempSync(join(tmpdir(), 'sim-')),
    prepare: (world: World) => void = () => undefined,
  ): Promise<Running> {
    const world = new World(loadConfig({ SIM_STATE_DIR: dir, SIM_PUSH_RETRY_MS: '20' }));
    prepare(world);
    const app = await buildApp(world);
    world.start();
    return new Running(world, await app.listen({ port: 0, host: '127.0.0.1' }), app, dir);
  }

  async stop(options: { keep?: boolean } = {}): Promise<void> {
    await this.app.close();
    await this.world.stop();
    if (options.keep !== true) rmSync(this.dir, { recursive: true, force: true });
  }

  async call(method: string, path: string, body?: unknown): Promise<Answered> {
    return answered(
      await fetch(this.url + path, {
        method,
        ...(body === undefined
          ? {}
          : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
      }),
    );
  }

  async raw(path: string, body: string, headers: Record<string, string>): Promise<Answered> {
    return answered(await fetch(this.url + path, { method: 'POST', body, headers }));
  }

  /** Creates one paid order and answers its id. */
  async order(more: Json = {}): Promise<string> {
    const lines = [{ skuCode: 'TEE-WHITE-M', quantity: 2, priceFen: 5_990 }];
    const { json } = await this.call('POST', '/control/orders', {
      shopId: '1000000001',
      orders: [{ lines, ...more }],
    });
    return (json['orders'] as { platformOrderId: string }[])[0]?.platformOrderId ?? '';
  }

  async shipped(orderId: string, parcel: Json = {}): Promise<string> {
    const { json } = await this.call('POST', `/control/orders/${orderId}/ship`, { parcels: [parcel] });
    return (json['parcels'] as { number: string }[])[0]?.number ?? '';
  }

  async ledger(kind: string): Promise<Json[]> {
    const { json } = await this.call('GET', `/control/ledger?kind=${kind}&limit=5000`);
    return json['items'] as Json[];
  }

  async advance(ms: number): Promise<void> {
    await this.call('POST', '/clock/advance', { ms });
    await this.call('POST', '/control/settle', {});
  }
}

async function answered(response: Response): Promise<Answered> {
  const text = await response.text();
  const json = text.startsWith('{') ? (JSON.parse(text) as Json) : {};
  return { status: response.status, text, json };
}

export interface Got {
  body: string;
  headers: Record<string, string | string[] | undefined>;
}

/** Stands where the product's callback is; answers what the test says. */
export class Target {
  readonly got: Got[] = [];
  /** Used up from the front; the last one stays. */
  answers: { status: number; body: string | ((got: Got) => string) }[];
  private readonly server = Fastify();

  constructor(ack: string | ((got: Got) => string)) {
    this.answers = [{ status: 200, body: ack }];
    this.server.removeAllContentTypeParsers();
    this.server.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => {
      done(null, body);
    });
    this.server.post('/', async (request, reply) => {
      const got = { body: String(request.body), headers: request.headers };
      this.got.push(got);
      const answer = this.answers.length > 1 ? this.answers.shift() : this.answers[0];
      const { status, body } = answer ?? { status: 200, body: '' };
      return reply.code(status).send(typeof body === 'string' ? body : body(got));
    });
  }

  listen(): Promise<string> {
    return this.server.listen({ port: 0, host: '127.0.0.1' });
  }

  close(): Promise<void> {
    return this.server.close();
  }
}
