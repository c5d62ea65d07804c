import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { OrderShipped, topics, type EventOf } from '@cartrail/contracts';
import { newId } from '@cartrail/kernel';
import { causeOf, Consumes, On, type AnyChange } from '@cartrail/messaging';
import {
  anOrderShipped,
  EventSender,
  waitUntil,
  type TestEnvironment,
  type TestService,
} from '@cartrail/testing';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { besidesShipments, hit, hitsOf, startPlumbing } from './support/things.js';

const GROUP = 'tracking.orders';
/** More than one fetch brings (512 KB a partition), so that the first one ends before our place. */
const OLD = { count: 8, bytes: 100_000 };

@Consumes(topics.orderEvents, { group: GROUP, ignore: besidesShipments })
class ShipmentConsumer {
  @On(OrderShipped)
  shipped(event: EventOf<typeof OrderShipped>): AnyChange[] {
    return [hit(event.data.number, { cause: causeOf(event) })];
  }
}

/** A member that was thrown out of its group between its commit here and its word to the broker leaves this behind. */
async function handledWithoutTellingTheBroker(environment: TestEnvironment): Promise<void> {
  const sender = await EventSender.start(environment.topicPrefix);
  const orderId = newId();
  const old = anOrderShipped({ orderId, number: 'OLD' });
  const padded = JSON.stringify({ ...old, padding: 'x'.repeat(OLD.bytes) });
  for (let sent = 0; sent < OLD.count; sent++)
    await sender.sendRaw(topics.orderEvents.name, old.partitionkey, padded);
  await sender.send([anOrderShipped({ orderId, number: 'NEW' })]);
  await sender.stop();
  await standAt(environment, OLD.count);
}

/** Our place in whichever of the two partitions has the key; the other one stays empty. */
async function standAt(environment: TestEnvironment, offset: number): Promise<void> {
  const client = new Client({ connectionString: environment.databaseUrl });
  await client.connect();
  await client.query(
    `INSERT INTO consumer_offset (grp, topic, part, next_offset, epoch) SELECT $1, $2, part, $3, 1 FROM generate_series(0, 1) part`,
    [GROUP, topics.orderEvents.name, offset],
  );
  await client.end();
}

/** An event that waits for a person since before, in whichever partition. */
async function parkAt(environment: TestEnvironment, offset: number): Promise<void> {
  const client = new Client({ connectionString: environment.databaseUrl });
  await client.connect();
  await client.query(`INSERT INTO parked_key (grp, key, reason) VALUES ($1, 'demo01:old', 'old')`, [GROUP]);
  await client.query(
    `INSERT INTO parked_event (grp, topic, part, "offset", key, reason, dead)
     SELECT $1, $2, part, $3, 'demo01:old', 'old', true FROM generate_series(0, 1) part`,
    [GROUP, topics.orderEvents.name, offset],
  );
  await client.end();
}

describe('records that the broker delivers again', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await startPlumbing({
      consumers: [ShipmentConsumer],
      before: handledWithoutTellingTheBroker,
    });
  });
  afterAll(async () => {
    await service.stop();
  });

  it('are passed over, however many fetches they fill, and what comes behind them is handled', async () => {
    await service.caughtUp();
    expect([await hitsOf(service, 'OLD'), await hitsOf(service, 'NEW')]).toEqual([0, 1]);
  });
});

describe('a topic that is another one than before, and shorter', () => {
  let service: TestService;
  const log: string[] = [];

  beforeAll(async () => {
    service = await startPlumbing({
      consumers: [ShipmentConsumer],
      before: async (environment) => {
        await standAt(environment, 1_000);
        await parkAt(environment, 0);
      },
      log: (message) => log.push(message),
    });
  });
  afterAll(async () => {
    await service.stop();
  });

  it('is read from its start, and said so, instead of being passed over up to our old place', async () => {
    await service.deliverRaw(topics.orderEvents.name, 'demo01:poison', '{"half":');
    await service.deliver([anOrderShipped({ orderId: newId(), number: 'FIRST' })]);
    await waitUntil(async () => ((await hitsOf(service, 'FIRST')) > 0 ? undefined : 'the first event'));
    expect(log.join()).toMatch(/before our offset 1000/);
    expect(await hitsOf(service, 'FIRST')).toBe(1);

    const parked = () =>
      service.app
        .get(DataSource)
        .query<{ key: string }[]>(`SELECT DISTINCT key FROM parked_event WHERE dead ORDER BY key`);
    await waitUntil(async () => ((await parked()).length > 1 ? undefined : 'the new poison beside the old'));
    expect(await parked()).toEqual([{ key: 'demo01:old' }, { key: 'demo01:poison' }]);
  });
});
