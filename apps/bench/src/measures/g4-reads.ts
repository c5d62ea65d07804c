import { topics } from '@cartrail/contracts';
import { anOrderImported, anOrderShipped, waitUntil } from '@cartrail/testing';
import { Pool } from 'undici';
import { type Bench } from '../bench.js';
import { BareServer } from '../limits/bare-server.js';
import { type Measured, type Round, ROUNDS } from '../rounds.js';
import { usageOf, usageText } from '../stack/usage.js';
import { journeys, newNumbers, outgoing } from './events.js';

const CASES = 50_000;
const CONNECTIONS = 32;
const WARM_UP_MS = 1_500;

/** 50 k cases as the projection wrote one of them. */
const COPY = `
  INSERT INTO case_view (tenant_id, case_id, doc, version, platform_order_id, shop_id, merchant_id, anchor_id, status,
                         numbers, open_alerts, created_at, updated_at)
  SELECT tenant_id, copy.id, replace(doc, case_id::text, copy.id::text), version, platform_order_id, shop_id, merchant_id,
         anchor_id, status, numbers, open_alerts, created_at, updated_at
    FROM case_view, (SELECT gen_random_uuid() AS id FROM generate_series(1, $3::int)) AS copy
   WHERE tenant_id = $1 AND case_id = $2
  RETURNING case_id`;

export async function caseReads(bench: Bench): Promise<Measured> {
  const { tenantId, key } = bench.tenant;
  const model = await aCase(bench);
  const rows = await bench.query<{ case_id: string }>('gateway', COPY, [tenantId, model, CASES]);
  await bench.query('gateway', 'ANALYZE case_view');
  const paths = rows.map(({ case_id }) => `/v1/cases/${case_id}`);
  const gateway = new Reading(bench.stack.addresses.gatewayUrl, { authorization: `Bearer ${key}` });
  const body = await gateway.one(paths[0] ?? '');
  const bare = await BareServer.start('one-answer.js', { 'body.json': body });
  const limit = new Reading(bare.url, { authorization: `Bearer ${key}` });
  const notes = [`${rows.length} cases, ${Buffer.byteLength(body)} bytes each, ${CONNECTIONS} connections`];
  const rounds: Round[] = [];
  try {
    await limit.many(paths, WARM_UP_MS);
    await gateway.many(paths, WARM_UP_MS);
    for (let place = 0; place < ROUNDS; place++)
      rounds.push(await round(bench, limit, gateway, paths, notes));
  } finally {
    await Promise.all([gateway.close(), limit.close()]);
    await bare.stop();
  }
  return { name: 'G4', what: 'GET /v1/cases/{id} with a key, reads/s', limitName: 'F', rounds, notes };
}

async function round(
  bench: Bench,
  limit: Reading,
  gateway: Reading,
  paths: string[],
  notes: string[],
): Promise<Round> {
  const bare = await limit.many(paths, bench.roundMs / 2);
  const usage = usageOf(bench.stack);
  const found = await gateway.many(paths, bench.roundMs);
  notes.push(usageText(usage, usageOf(bench.stack)));
  return { perSecond: found.perSecond, limit: bare.perSecond, offered: found.asked, found: found.good };
}

/** An order with one parcel and five scans, by the events that make it. */
async function aCase(bench: Bench): Promise<string> {
  const about = { tenantId: bench.tenant.tenantId, occurredAt: Date.now() };
  const [number = ''] = newNumbers(1);
  const { events, cases } = journeys(about.tenantId, [number]);
  const orderId = cases[0] ?? '';
  const imported = anOrderImported(
    { orderId, merchantId: 'merchant-bench', anchorId: 'a1', anchorName: '小美' },
    about,
  );
  await bench.topics.send(
    topics.orderEvents.name,
    [imported, anOrderShipped({ orderId, number }, about)].map(outgoing),
  );
  await bench.topics.send(topics.waybillEvents.name, events);
  const look = 'SELECT version FROM case_view WHERE tenant_id = $1 AND case_id = $2';
  await waitUntil(async () => {
    const [row] = await bench.query<{ version: number }>('gateway', look, [about.tenantId, orderId]);
    return (row?.version ?? 0) >= events.length + 2
      ? undefined
      : `case ${orderId} at version ${String(row?.version)}`;
  }, 60_000);
  return orderId;
}

interface Readings {
  readonly asked: number;
  readonly good: number;
  readonly perSecond: number;
}

/** The same client for both servers: so many connections, one request on each. */
class Reading {
  private readonly pool: Pool;

  constructor(
    url: string,
    private readonly headers: Record<string, string>,
  ) {
    this.pool = new Pool(url, { connections: CONNECTIONS, pipelining: 1 });
  }

  async one(path: string): Promise<string> {
    const { statusCode, body } = await this.pool.request({ method: 'GET', path, headers: this.headers });
    const text = await body.text();
    if (statusCode !== 200) throw new Error(`${path} answered ${statusCode}: ${text.slice(0, 200)}`);
    return text;
  }

  async many(paths: readonly string[], ms: number): Promise<Readings> {
    let [asked, good] = [0, 0];
    const start = performance.now();
    const lane = async (): Promise<void> => {
      while (performance.now() - start < ms) {
        const path = paths[Math.floor(Math.random() * paths.length)] ?? '';
        asked += 1;
        const { statusCode, body } = await this.pool.request({ method: 'GET', path, headers: this.headers });
        if ((await body.arrayBuffer()).byteLength > 0 && statusCode === 200) good += 1;
      }
    };
    await Promise.all(Array.from({ length: CONNECTIONS }, lane));
    return { asked, good, perSecond: (good * 1_000) / (performance.now() - start) };
  }

  close(): Promise<void> {
    return this.pool.close();
  }
}
