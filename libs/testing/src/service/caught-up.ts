import { MESSAGING_SETTINGS, subscriptionOf, type MessagingSettings } from '@cartrail/messaging';
import type { INestApplication } from '@nestjs/common';
import type { Admin } from 'kafkajs';
import { DataSource } from 'typeorm';
import { endsOf } from '../kafka/topic-ends.js';

/** Why a service is not caught up yet, or undefined: stored pushes, due effects, unsent events, unread records. */
export async function serviceBehind(app: INestApplication, kafka: Admin): Promise<string | undefined> {
  const dataSource = app.get(DataSource, { strict: false });
  return (await workWaiting(dataSource)) ?? (await recordsWaiting(app, dataSource, kafka));
}

async function workWaiting(dataSource: DataSource): Promise<string | undefined> {
  const rows: { ingress: number; effects: number; outbox: number }[] = await dataSource.query(
    `SELECT (SELECT count(*)::int FROM ingress
              WHERE state = 'new' AND (next_at IS NULL OR next_at <= now())) AS ingress,
            (SELECT count(*)::int FROM effect
              WHERE state = 'waiting' AND (next_at <= now() OR leased_until > now())) AS effects,
            (SELECT count(*)::int FROM outbox) AS outbox`,
  );
  const { ingress = 0, effects = 0, outbox = 0 } = rows[0] ?? {};
  if (ingress + effects + outbox === 0) return undefined;
  return `${ingress} pushes, ${effects} effects, ${outbox} unsent events`;
}

async function recordsWaiting(
  app: INestApplication,
  dataSource: DataSource,
  kafka: Admin,
): Promise<string | undefined> {
  const { consumers, topicPrefix } = app.get<MessagingSettings>(MESSAGING_SETTINGS, { strict: false });
  const rows: { grp: string; topic: string; part: number; next_offset: string }[] = await dataSource.query(
    'SELECT grp, topic, part, next_offset FROM consumer_offset',
  );
  const at = new Map(rows.map((row) => [`${row.grp} ${row.topic}/${row.part}`, BigInt(row.next_offset)]));
  for (const consumer of consumers) {
    const { group, topic } = subscriptionOf(consumer);
    const ends = await endsOf(kafka, topicPrefix + topic.name);
    if (ends === undefined) return `${topic.name} is not served yet`;
    for (const { partition, high } of ends) {
      const lane = `${group} ${topic.name}/${partition}`;
      if ((at.get(lane) ?? 0n) < BigInt(high)) return `${lane} is at ${at.get(lane) ?? 'none'} of ${high}`;
    }
  }
  return undefined;
}
