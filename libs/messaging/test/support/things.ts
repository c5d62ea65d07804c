import { eventsOf, OrderClosed, OrderShipped, topics } from '@cartrail/contracts';
import { changed, toIso, type Cause, type Decision } from '@cartrail/kernel';
import {
  change,
  MessagingModule,
  putRows,
  Reader,
  tenantTable,
  type AggregateRef,
  type AggregateStore,
  type AnyChange,
  type EffectRequest,
  type Loaded,
  type MessagingSettings,
  type NaturalKey,
  type Publication,
  type Stored,
} from '@cartrail/messaging';
import {
  moduleApp,
  startTestService,
  TEST_MORNING,
  type TestEnvironment,
  type TestService,
} from '@cartrail/testing';
import { newId } from '@cartrail/kernel';
import { Module } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** What a consumer of shipments lets pass, whichever events the topic gets. */
export const besidesShipments = eventsOf(topics.orderEvents).filter((event) => event !== OrderShipped);

/** The smallest aggregate there is: a name that counts its hits and publishes each. */
export interface Thing {
  readonly name: string;
  readonly hits: number;
}
export type Hit = { readonly why: string };

export class CreateThing1800000000000 {
  async up(runner: { query(sql: string): Promise<unknown> }): Promise<void> {
    await runner.query(
      `CREATE TABLE thing (tenant_id text NOT NULL, id uuid NOT NULL, sequence int NOT NULL, name text NOT NULL,
         hits int NOT NULL CHECK (hits < 1000), PRIMARY KEY (tenant_id, id), UNIQUE (tenant_id, name))`,
    );
    for (const statement of tenantTable('thing')) await runner.query(statement);
  }
  async down(): Promise<void> {
    await Promise.reject(new Error('forward only'));
  }
}

class ThingStore implements AggregateStore<Thing, Hit> {
  readonly aggregate = 'thing';

  async resolve(tx: EntityManager, keys: readonly NaturalKey<string>[]) {
    const rows: { key: string; id: string }[] = await tx.query(
      `SELECT tenant_id || '/' || name AS key, id FROM thing WHERE name = ANY ($1::text[])`,
      [keys.map(({ text }) => text)],
    );
    return new Map(rows.map(({ key, id }) => [key, [id]]));
  }

  async load(tx: EntityManager, refs: readonly AggregateRef[]): Promise<readonly Loaded<Thing>[]> {
    const rows: (Thing & { tenant_id: string; id: string; sequence: number })[] = await tx.query(
      'SELECT * FROM thing WHERE id = ANY ($1::uuid[]) ORDER BY id FOR UPDATE',
      [refs.map(({ id }) => id)],
    );
    return rows.map(({ tenant_id, id, sequence, name, hits }) => ({
      tenantId: tenant_id,
      id,
      sequence,
      state: { name, hits },
    }));
  }

  async save(tx: EntityManager, rows: readonly Stored<Thing, Hit>[]): Promise<void> {
    await putRows(
      tx,
      `INSERT INTO thing SELECT * FROM unnest($1::text[], $2::uuid[], $3::int[], $4::text[], $5::int[])
       ON CONFLICT (tenant_id, id) DO UPDATE SET sequence = excluded.sequence, hits = excluded.hits`,
      [
        rows.map(({ tenantId }) => tenantId),
        rows.map(({ id }) => id),
        rows.map(({ sequence }) => sequence),
        rows.map(({ state }) => state.name),
        rows.map(({ state }) => state.hits),
      ],
      rows,
    );
  }

  publish(hit: Hit, row: Stored<Thing, Hit>): Publication {
    const data = { orderId: row.id, reason: hit.why, closedAt: toIso(TEST_MORNING) };
    return { event: OrderClosed, data, occurredAt: TEST_MORNING };
  }
}

export const things = new ThingStore();

export const causeFor = (tenantId: string): Cause => {
  const id = newId();
  return { tenantId, correlationId: id, causationId: id };
};

export const hit = (
  name: string,
  options: {
    readonly tenantId?: string;
    readonly cause?: Cause;
    readonly decide?: (state: Thing | undefined) => Decision<Thing, Hit>;
    readonly effects?: (id: string) => readonly EffectRequest[];
  } = {},
): AnyChange =>
  change<Thing, Hit>({
    store: things,
    find: { key: name, text: name },
    createAs: newId(),
    cause: options.cause ?? causeFor(options.tenantId ?? 'demo01'),
    decide:
      options.decide ??
      ((state) => changed<Thing, Hit>({ name, hits: (state?.hits ?? 0) + 1 }, { why: name })),
    ...(options.effects ? { effects: (_decision, id: string) => options.effects?.(id) ?? [] } : {}),
  });

type Given = Partial<
  Pick<MessagingSettings, 'consumers' | 'normalisers' | 'effects' | 'failpoints' | 'brokers' | 'log'>
> & {
  /** What has happened before the service starts for the first time. */
  readonly before?: (environment: TestEnvironment) => Promise<void>;
};

@Module({})
class PlumbingUnderTest {}

/** A service that is nothing but the plumbing and the given handlers. */
export const startPlumbing = ({ before, ...given }: Given): Promise<TestService> =>
  startTestService({
    service: 'plumbing',
    migrations: [CreateThing1800000000000],
    app: async (environment) => {
      await before?.(environment);
      return moduleApp({
        module: PlumbingUnderTest,
        imports: [
          MessagingModule.forRoot({
            ...environment,
            service: 'plumbing',
            shards: 1,
            production: false,
            log: () => undefined,
            ...given,
            consumers: given.consumers ?? [],
            failpoints: given.failpoints ?? '',
          }),
        ],
        providers: [...(given.consumers ?? []), ...(given.normalisers ?? []), ...(given.effects ?? [])],
      });
    },
  });

export const hitsOf = async (service: TestService, name: string): Promise<number> => {
  const rows = await service.app
    .get(Reader)
    .readMany(['demo01', 'demo02'], (query) =>
      query<{ hits: number }>('SELECT hits FROM thing WHERE name = $1', [name]),
    );
  return rows.reduce((sum, { hits }) => sum + hits, 0);
};

/** What the database refuses every time, by a unique key: a second thing of this name. */
export const namesake = (name: string, cause = causeFor('demo01')): AnyChange => {
  const id = newId();
  return change<Thing, Hit>({
    store: things,
    find: { id },
    createAs: id,
    cause,
    decide: () => changed<Thing, Hit>({ name, hits: 1 }, { why: name }),
  });
};
