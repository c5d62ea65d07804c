import type { EntityManager } from 'typeorm';
import { MAX_PAYLOAD_BYTES, type EventBus } from '../outbox/event-bus.js';
import { sourceText, storable, type Source } from './record.js';

/** After these waits a key that still fails is dead-lettered. */
export const retryDelaysMs = [1_000, 10_000, 60_000, 600_000, 3_600_000] as const;

export interface ParkedEvent {
  readonly source: Source;
  readonly key: string;
  readonly eventId: string | null;
  readonly raw: Buffer | null;
  readonly reason: string;
  /** Will never work by itself: goes to the dead-letter topic now. */
  readonly dead: boolean;
}

/** Which of these keys already wait. Locks their rows, so that a drain cannot finish between look-up and append. */
export async function lockParkedKeys(
  tx: EntityManager,
  group: string,
  keys: readonly string[],
): Promise<Set<string>> {
  const rows: { key: string }[] = await tx.query(
    'SELECT key FROM parked_key WHERE grp = $1 AND key = ANY ($2::text[]) ORDER BY key FOR UPDATE',
    [group, [...new Set(keys)]],
  );
  return new Set(rows.map(({ key }) => key));
}

/** Appends events behind their keys, and opens keys that are new here. */
export async function parkEvents(
  tx: EntityManager,
  bus: EventBus,
  group: string,
  events: readonly ParkedEvent[],
): Promise<void> {
  if (events.length === 0) return;
  const firstOf = new Map<string, ParkedEvent>();
  for (const event of events) if (!firstOf.has(event.key)) firstOf.set(event.key, event);
  const opened = [...firstOf.values()];
  await tx.query(
    `INSERT INTO parked_key (grp, key, next_at, reason)
     SELECT $1, key, CASE WHEN dead THEN NULL ELSE now() + interval '1 second' END, reason
       FROM unnest($2::text[], $3::boolean[], $4::text[]) AS given (key, dead, reason)
     ON CONFLICT (grp, key) DO NOTHING`,
    [group, opened.map(({ key }) => key), opened.map(({ dead }) => dead), opened.map(({ reason }) => reason)],
  );
  await tx.query(
    `INSERT INTO parked_event (grp, topic, part, "offset", key, event_id, raw, reason, dead)
     SELECT $1, topic, part, at, key, event_id, decode(raw, 'base64'), reason, dead
       FROM unnest($2::text[], $3::int[], $4::bigint[], $5::text[], $6::text[], $7::text[], $8::text[], $9::boolean[])
         AS given (topic, part, at, key, event_id, raw, reason, dead)
     ON CONFLICT (grp, topic, part, "offset") DO NOTHING`,
    [
      group,
      events.map(({ source }) => source.topic),
      events.map(({ source }) => source.partition),
      events.map(({ source }) => source.offset),
      events.map(({ key }) => key),
      events.map(({ eventId }) => eventId),
      events.map(({ raw }) => raw?.toString('base64') ?? null),
      events.map(({ reason }) => reason),
      events.map(({ dead }) => dead),
    ],
  );
  await bus.put(
    tx,
    events.filter(({ dead }) => dead).map((event) => deadLetter(group, event, 0)),
  );
}

/** The event as text with why, where from and how often, on the group's dead-letter topic. */
export function deadLetter(group: string, event: Omit<ParkedEvent, 'dead'>, attempts: number) {
  return {
    topic: `${group}.dlq.v1`,
    key: event.key,
    headers: {
      'content-type': 'application/cloudevents+json; charset=UTF-8',
      ...(event.eventId === null ? {} : { ce_id: event.eventId }),
      'dlq-reason': event.reason,
      'dlq-source': sourceText(event.source),
      'dlq-attempts': String(attempts),
    },
    payload: event.raw === null ? '' : sendable(event.raw),
  };
}

/** Bytes that are no text grow when they are made one; of what is too large then, only the beginning is sent. */
function sendable(raw: Buffer): string {
  const text = storable(raw);
  return Buffer.byteLength(text) <= MAX_PAYLOAD_BYTES ? text : text.slice(0, MAX_PAYLOAD_BYTES / 3);
}
