import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { InsertLimit } from './limits/inserts.js';
import { ROUNDS } from './rounds.js';
import { type OwnStack, type ServiceName } from './stack/own-stack.js';
import { Topics } from './stack/topics.js';

const TENANT = 'bench01';
const ACCOUNT = { eBusinessId: '1900001', apiKey: 'bench-kdniao-key' };

/** A tenant without subscribers: nothing is delivered to anybody while others are measured. */
export interface BenchTenant {
  readonly tenantId: string;
  readonly key: string;
  readonly callbackUrl: string;
  readonly eBusinessId: string;
  readonly apiKey: string;
}

export interface Asked {
  readonly transactions: number;
  /** As the service counts them; 0 where it does not. */
  readonly statements: number;
}

/** Statements and transactions are constant per batch, so that their number per 1,000 falls as batches grow. */
export function perThousand(before: Asked, after: Asked, events: number): string {
  const rate = (part: keyof Asked): string => (((after[part] - before[part]) * 1_000) / events).toFixed(1);
  const statements =
    after.statements === 0 ? 'statements not counted by the service' : `${rate('statements')} statements`;
  return `${statements}, ${rate('transactions')} transactions per 1,000 events`;
}

export class Bench {
  private readonly clients = new Map<string, pg.Client>();
  private readonly ownQueries = new Map<string, number>();

  private constructor(
    readonly stack: OwnStack,
    readonly topics: Topics,
    readonly inserts: InsertLimit,
    readonly tenant: BenchTenant,
    seconds: number,
  ) {
    this.roundMs = (seconds * 1_000) / ROUNDS;
  }

  /** How long the product is measured in one round, and the limit beside it. */
  readonly roundMs: number;

  static async open(stack: OwnStack, seconds: number): Promise<Bench> {
    const { addresses } = stack;
    await call(`${addresses.simulatorsUrl}/control/flow`, { running: false });
    const topics = await Topics.connect(addresses.brokers);
    const inserts = await InsertLimit.open(addresses.adminUrl);
    return new Bench(stack, topics, inserts, await openTenant(stack), seconds);
  }

  async query<T extends pg.QueryResultRow>(
    service: ServiceName,
    sql: string,
    values: unknown[] = [],
  ): Promise<T[]> {
    let client = this.clients.get(service);
    if (!client) {
      client = new pg.Client({ connectionString: this.stack.databaseUrl(service) });
      this.clients.set(service, client);
      client.on('error', () => undefined); // a stack that is being stopped
      await client.connect();
    }
    this.ownQueries.set(service, (this.ownQueries.get(service) ?? 0) + 1);
    return (await client.query<T>(sql, values)).rows;
  }

  /** As the server does by itself within minutes of the first rows: what is measured is no plan for empty tables. */
  async analyse(service: ServiceName): Promise<void> {
    await this.query(service, 'ANALYZE');
  }

  /** True once the service's consumers have handled everything that is on the topic now. */
  async hasRead(service: ServiceName, group: string, topic: string): Promise<boolean> {
    const ends = await this.topics.ends(topic);
    const rows = await this.query<{ part: number; next_offset: string }>(
      service,
      'SELECT part, next_offset FROM consumer_offset WHERE grp = $1 AND topic = $2',
      [group, topic],
    );
    const read = new Map(rows.map(({ part, next_offset }) => [part, Number(next_offset)]));
    return [...ends].every(([part, end]) => (read.get(part) ?? 0) >= end);
  }

  /** What a service has asked of its database so far. */
  async asked(service: ServiceName): Promise<Asked> {
    const own = (this.ownQueries.get(service) ?? 0) + 1;
    const [row] = await this.query<{ count: string }>(
      service,
      'SELECT xact_commit AS count FROM pg_stat_database WHERE datname = current_database()',
    );
    const statements = await this.metric(service, 'shell_statements_total');
    return { transactions: Number(row?.count ?? 0) - own, statements };
  }

  /** A counter or gauge of a service, its series added up. */
  private async metric(service: ServiceName, name: string): Promise<number> {
    const text = await (await fetch(`${this.stack.addresses.services[service]}/metrics`)).text();
    return text
      .split('\n')
      .filter((line) => line.startsWith(name) && /[ {]/.test(line.charAt(name.length)))
      .reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
  }

  async close(): Promise<void> {
    for (const client of this.clients.values()) await client.end();
    await this.inserts.close();
    await this.topics.disconnect();
  }
}

async function openTenant({ addresses, bootstrapToken }: OwnStack): Promise<BenchTenant> {
  const { gatewayUrl, simulatorsUrl, services } = addresses;
  const opened = await call(`${gatewayUrl}/v1/tenants`, { tenantId: TENANT, name: 'Bench' }, bootstrapToken);
  const key = String(opened.key);
  const account = { provider: 'kdniao', label: 'bench', credentials: ACCOUNT };
  const { callbackPath } = await call(`${gatewayUrl}/v1/carrier-accounts`, account, key);
  await call(`${simulatorsUrl}/control/kdniao-accounts`, ACCOUNT, undefined, 'PUT');
  return { tenantId: TENANT, key, callbackUrl: services.tracking + String(callbackPath), ...ACCOUNT };
}

/** A command, with its answer. */
export async function call(
  url: string,
  body: object,
  key?: string,
  method = 'POST',
): Promise<Record<string, unknown>> {
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    'idempotency-key': randomUUID(),
  };
  if (key !== undefined) headers.authorization = `Bearer ${key}`;
  const answer = await fetch(url, { method, headers, body: JSON.stringify(body) });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${url} answered ${answer.status}: ${text.slice(0, 400)}`);
  return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
}
