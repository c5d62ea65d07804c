import { createHash } from 'node:crypto';
import { newId, type Clock } from '@cartrail/kernel';
import { putRows, withTenants } from '@cartrail/messaging';
import type { DataSource, EntityManager } from 'typeorm';
import type {
  ArrivedPayload,
  PayloadMetrics,
  PayloadShelf,
  Sealer,
  ShopRef,
} from '../../application/ports.js';
import { parkPayloads, unparkPayloads, type ToPark } from './payload-parking.js';
import { at } from './bulk.js';
import { placeOf } from './payload.rows.js';
import { runAgain } from './run-again.js';
import { trimPayloads } from './payload-bounds.js';

/** A longer one is told of and not kept. */
const LONGEST = 1_000_000;
/** Of one application, between two looks at how much is kept. */
const TRIM_EVERY = 50;

interface Held {
  readonly id: string;
  readonly subject: string;
  readonly slot: string;
  readonly digest: string;
  readonly state: string;
  readonly became: string | null;
}

/** One place per order or case: what comes later of the same thing takes it. */
interface Placed extends ArrivedPayload {
  readonly id: string;
  readonly slot: string;
  readonly text: string;
  readonly digest: string;
  readonly before?: Held;
}

export interface ShelfParts {
  readonly dataSource: DataSource;
  readonly sealer: Sealer;
  readonly clock: Clock;
  readonly metrics: PayloadMetrics;
}

/** Keeps what mapped shops answer, sealed, before anything is made of it; what could not be read is parked. */
export class PostgresPayloadShelf implements PayloadShelf {
  private readonly sinceTrim = new Map<string, number>();

  constructor(private readonly parts: ShelfParts) {}

  async keep(shop: ShopRef, arrived: readonly ArrivedPayload[]): Promise<void> {
    const { tenantId, applicationId } = shop;
    if (applicationId === undefined || arrived.length === 0) return;
    const slots = new Map(
      arrived.map((one) => withSlot(one)).map((one) => [`${one.subject} ${one.slot}`, one]),
    );
    const given = [...slots.values()].sort((a, b) => (a.slot < b.slot ? -1 : 1));
    const written = await runAgain(() =>
      withTenants(this.parts.dataSource, [tenantId], (tx) => this.write(tx, shop, applicationId, given)),
    );
    const parked = written.filter(({ failures }) => failures.length > 0).length;
    this.parts.metrics.count('parked', parked);
    this.parts.metrics.count('kept', written.length - parked);
    await this.trim(tenantId, applicationId, written.length);
  }

  private async write(
    tx: EntityManager,
    shop: ShopRef,
    applicationId: string,
    given: readonly Omit<Placed, 'id' | 'before'>[],
  ): Promise<readonly Placed[]> {
    const held = await lookUp(tx, shop, given);
    const placed = given.flatMap((one): readonly Placed[] => {
      const before = held.get(`${one.subject} ${one.slot}`);
      return isOldNews(before, one) ? [] : [{ ...one, id: before?.id ?? newId(), ...(before && { before }) }];
    });
    if (placed.length === 0) return [];
    await this.put(tx, shop, applicationId, placed);
    const bad = placed.filter(({ failures }) => failures.length > 0);
    const ref = { tenantId: shop.tenantId, applicationId };
    await parkPayloads(tx, ref, bad.map(toPark), this.parts.clock.now());
    const healed = placed.filter(
      ({ before, failures }) => before && before.state !== 'kept' && failures.length === 0,
    );
    await unparkPayloads(
      tx,
      ref,
      healed.map(({ id }) => id),
    );
    return placed;
  }

  private put(
    tx: EntityManager,
    { tenantId, shopId }: ShopRef,
    applicationId: string,
    placed: readonly Placed[],
  ): Promise<void> {
    const { sealer, clock } = this.parts;
    const sealed = placed.map(({ id, text }) =>
      text.length > LONGEST ? null : sealer.encrypt(text, placeOf(tenantId, id)),
    );
    const parameters = [
      tenantId,
      applicationId,
      shopId,
      at(clock.now()),
      placed.map(({ id }) => id),
      placed.map(({ subject }) => subject),
      placed.map(({ source }) => source),
      placed.map(({ slot }) => slot),
      placed.map(({ key }) => key ?? null),
      placed.map(({ digest }) => digest),
      sealed,
      sealed.map((text) => text?.length ?? 0),
      placed.map(({ failures }) => (failures.length > 0 ? 'parked' : 'kept')),
      placed.map(({ failures }) => JSON.stringify(failures)),
    ];
    // What somebody else kept at this moment has an id already, and is sealed for it: then all of it runs again.
    return putRows(
      tx,
      PUT,
      parameters,
      placed.map(({ before }) => ({ created: before === undefined })),
    );
  }

  private async trim(tenantId: string, applicationId: string, count: number): Promise<void> {
    const since = (this.sinceTrim.get(applicationId) ?? TRIM_EVERY) + count;
    this.sinceTrim.set(applicationId, since < TRIM_EVERY ? since : 0);
    if (since < TRIM_EVERY) return;
    await withTenants(this.parts.dataSource, [tenantId], (tx) =>
      trimPayloads(tx, { tenantId, applicationId }),
    );
  }
}

const PUT = `
  INSERT INTO mapping_payload (tenant_id, application_id, shop_id, received_at, id, subject, source, slot, key,
                               digest, sealed, bytes, state, failures)
  SELECT $1, $2::uuid, $3::uuid, $4::timestamptz, given.*
    FROM unnest($5::uuid[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[], $12::int[],
                $13::text[], $14::jsonb[]) AS given
  ON CONFLICT (tenant_id, shop_id, subject, slot) DO UPDATE
     SET application_id = excluded.application_id, source = excluded.source, key = excluded.key,
         digest = excluded.digest, sealed = excluded.sealed, bytes = excluded.bytes,
         received_at = excluded.received_at, state = excluded.state, failures = excluded.failures,
         became_at = CASE WHEN mapping_payload.state = 'kept' AND mapping_payload.became IS DISTINCT FROM 'asked'
                          THEN mapping_payload.became_at ELSE $4::timestamptz END,
         became = CASE WHEN mapping_payload.state = 'kept' AND mapping_payload.became IS DISTINCT FROM 'asked'
                       THEN mapping_payload.became
                       WHEN excluded.state = 'kept' THEN 'taken' ELSE 'failed' END`;

const LOOK_UP = `
  SELECT id, subject, slot, digest, state, became FROM mapping_payload
   WHERE tenant_id = $1 AND shop_id = $2
     AND (subject, slot) IN (SELECT * FROM unnest($3::text[], $4::text[]))
   ORDER BY subject, slot FOR UPDATE`;

async function lookUp(
  tx: EntityManager,
  { tenantId, shopId }: ShopRef,
  given: readonly { readonly subject: string; readonly slot: string }[],
): Promise<ReadonlyMap<string, Held>> {
  const rows = await tx.query<Held[]>(LOOK_UP, [
    tenantId,
    shopId,
    given.map(({ subject }) => subject),
    given.map(({ slot }) => slot),
  ]);
  return new Map(rows.map((row) => [`${row.subject} ${row.slot}`, row]));
}

/** The same again, and as well read as before; what was asked for because of a replay is its answer. */
const isOldNews = (before: Held | undefined, { digest, failures }: Omit<Placed, 'id'>): boolean =>
  before?.digest === digest &&
  before.became !== 'asked' &&
  (before.state === 'kept') === (failures.length === 0);

const toPark = ({ id, subject, key, failures }: Placed): ToPark => ({ id, subject, key, failures });

function withSlot(arrived: ArrivedPayload): Omit<Placed, 'id' | 'before'> {
  const text = JSON.stringify(arrived.payload ?? null);
  const digest = createHash('sha256').update(text).digest('hex');
  const slot = arrived.key === undefined || arrived.key === '' ? `sha256:${digest}` : `id:${arrived.key}`;
  return { ...arrived, text, digest, slot };
}
