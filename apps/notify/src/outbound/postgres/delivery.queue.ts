import { newId, type Clock } from '@cartrail/kernel';
import type { DataSource, EntityManager } from 'typeorm';
import type { Claimed, DeliveryQueue, Room } from '../../application/ports.js';
import type { Channel } from '../../domain/delivery.js';
import type { Endpoint } from '../../domain/endpoint.js';
import { places, QUICK_CLAIMS } from '../../domain/endpoint-health.js';
import { at, orUndefined } from './bulk.js';
import { previousOf } from './endpoint.row.js';

/** Machine time; longer than an attempt may take and be written. */
const LEASE_SECONDS = 60;

/** One process claims at a time, or two could each take the same endpoint. */
const ALONE = `SELECT pg_advisory_xact_lock(hashtext('cartrail.notify.claim'))`;

const SEE_ALL = `SELECT set_config('cartrail.tenants', coalesce(string_agg(tenant_id, ','), ''), true) FROM known_tenant`;

/**
 * $1 business time, $2 room in this process, $3 sick or healthy endpoints, $4 places of one, $5 this process, $6 those
 * that answer quickly, $7 claims of one of these. What another process holds claims of is its own; those of a quick one
 * are filled up when half are gone, not one by one.
 */
const CLAIM = `
  WITH room AS MATERIALIZED (
    SELECT endpoint.tenant_id, endpoint.endpoint_id,
           CASE WHEN held.others > 0 THEN 0
                WHEN $3 OR endpoint.endpoint_id <> ALL ($6::uuid[]) THEN greatest($4::int - held.ours, 0)
                WHEN held.ours > $7::int / 2 THEN 0
                ELSE $7::int - held.ours END AS free
      FROM endpoint CROSS JOIN LATERAL (
        SELECT count(*) FILTER (WHERE leased.leased_by = $5::uuid) AS ours,
               count(*) FILTER (WHERE leased.leased_by IS DISTINCT FROM $5::uuid) AS others
          FROM delivery AS leased
         WHERE leased.tenant_id = endpoint.tenant_id AND leased.endpoint_id = endpoint.endpoint_id
           AND leased.leased_until > now()) AS held
     WHERE endpoint.state = 'active' AND (endpoint.hold_until IS NULL OR endpoint.hold_until <= $1)
       AND (endpoint.failures + endpoint.throttles > 0) = $3),
  due AS (
    SELECT waiting.tenant_id, waiting.delivery_id
      FROM room CROSS JOIN LATERAL (
        SELECT delivery.tenant_id, delivery.delivery_id, delivery.endpoint_id, delivery.next_at FROM delivery
         WHERE delivery.tenant_id = room.tenant_id AND delivery.endpoint_id = room.endpoint_id
           AND delivery.state = 'waiting' AND delivery.next_at <= $1
           AND (delivery.leased_until IS NULL OR delivery.leased_until <= now())
         ORDER BY delivery.next_at LIMIT room.free FOR UPDATE SKIP LOCKED) AS waiting
     ORDER BY row_number() OVER (PARTITION BY waiting.endpoint_id ORDER BY waiting.next_at), waiting.next_at
     LIMIT $2)
  UPDATE delivery SET leased_until = now() + interval '${LEASE_SECONDS} seconds', leased_by = $5::uuid
    FROM due
   WHERE delivery.tenant_id = due.tenant_id AND delivery.delivery_id = due.delivery_id
  RETURNING delivery.tenant_id, delivery.delivery_id, delivery.endpoint_id, delivery.attempts_ever,
            delivery.channel, delivery.event_id`;

/** On its own, by whole keys: joined to the claim it once was planned message by message, for minutes. */
const CONTENTS = `
  SELECT given.delivery_id, message.body, message.correlation_id, message.traceparent, endpoint.kind, endpoint.url,
         endpoint.sealed_url, endpoint.sealed_secret, endpoint.previous_secret, endpoint.previous_until
    FROM unnest($1::text[], $2::uuid[], $3::uuid[], $4::text[], $5::uuid[])
         AS given (tenant_id, delivery_id, endpoint_id, channel, event_id)
    JOIN endpoint ON endpoint.tenant_id = given.tenant_id AND endpoint.endpoint_id = given.endpoint_id
    JOIN message ON message.tenant_id = given.tenant_id AND message.channel = given.channel
                AND message.event_id = given.event_id`;

const RELEASE = `
  UPDATE delivery SET leased_until = NULL
    FROM unnest($1::text[], $2::uuid[]) AS given (tenant_id, delivery_id)
   WHERE delivery.tenant_id = given.tenant_id AND delivery.delivery_id = given.delivery_id
     AND delivery.leased_by = $3`;

/** What is due, by business time, under a lease, by the machine's; an endpoint is one process' at a time. */
export class PostgresDeliveryQueue implements DeliveryQueue {
  private readonly process = newId();

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  claim(room: Room, quick: readonly string[]): Promise<readonly Claimed[]> {
    return this.dataSource.transaction(async (tx) => {
      await tx.query(ALONE);
      await tx.query(SEE_ALL);
      const healthy = await this.claimLane(tx, 'healthy', room.healthy, quick);
      const sick = await this.claimLane(tx, 'sick', room.sick, []);
      return [...healthy, ...sick];
    });
  }

  async release(claimed: readonly Claimed[]): Promise<void> {
    const ids = claimed.map(({ deliveryId }) => deliveryId);
    const tenants = claimed.map(({ tenantId }) => tenantId);
    await this.dataSource.transaction(async (tx) => {
      await tx.query(SEE_ALL);
      await tx.query(RELEASE, [tenants, ids, this.process]);
    });
  }

  private async claimLane(
    tx: EntityManager,
    lane: keyof Room,
    room: number,
    quick: readonly string[],
  ): Promise<readonly Claimed[]> {
    if (room <= 0) return [];
    const sick = lane === 'sick';
    const [rows]: [ClaimedRow[], number] = await tx.query(CLAIM, [
      at(this.clock.now()),
      room,
      sick,
      places[lane],
      this.process,
      quick,
      QUICK_CLAIMS,
    ]);
    if (rows.length === 0) return [];
    const contents = await tx.query<ContentRow[]>(CONTENTS, [
      rows.map((row) => row.tenant_id),
      rows.map((row) => row.delivery_id),
      rows.map((row) => row.endpoint_id),
      rows.map((row) => row.channel),
      rows.map((row) => row.event_id),
    ]);
    const byDelivery = new Map(contents.map((content) => [content.delivery_id, content]));
    return rows.flatMap((row) => {
      const content = byDelivery.get(row.delivery_id);
      return content ? [{ ...toClaimed(row, content), sick }] : [];
    });
  }
}

interface ClaimedRow {
  readonly tenant_id: string;
  readonly delivery_id: string;
  readonly endpoint_id: string;
  readonly attempts_ever: number;
  readonly channel: Channel;
  readonly event_id: string;
}

interface ContentRow {
  readonly delivery_id: string;
  readonly body: string;
  readonly correlation_id: string;
  readonly traceparent: string | null;
  readonly kind: Endpoint['kind'];
  readonly url: string;
  readonly sealed_url: string | null;
  readonly sealed_secret: string | null;
  readonly previous_secret: string | null;
  readonly previous_until: Date | null;
}

const toClaimed = (row: ClaimedRow, content: ContentRow): Omit<Claimed, 'sick'> => ({
  tenantId: row.tenant_id,
  deliveryId: row.delivery_id,
  endpointId: row.endpoint_id,
  attemptsEver: row.attempts_ever,
  eventId: row.event_id,
  body: content.body,
  correlationId: content.correlation_id,
  traceparent: orUndefined(content.traceparent),
  endpoint: {
    channel: row.channel,
    kind: content.kind,
    url: content.url,
    sealedUrl: orUndefined(content.sealed_url),
    sealedSecret: orUndefined(content.sealed_secret),
    previous: previousOf(content),
  },
});
