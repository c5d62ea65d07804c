import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { OrderShipped, topics, type EventOf } from '@cartrail/contracts';
import { changed, newId } from '@cartrail/kernel';
import { causeOf, Consumes, On, type AnyChange } from '@cartrail/messaging';
import { anOrderShipped, EventSender, type TestEnvironment, type TestService } from '@cartrail/testing';
import { Client } from 'pg';
import { besidesShipments, hit, hitsOf, startPlumbing, type Hit, type Thing } from './support/things.js';

const TOO_MANY = 'TOO-MANY';
const GOOD = 40;

@Consumes(topics.orderEvents, {
  group: 'tracking.orders',
  ignore: besidesShipments,
})
class ShipmentConsumer {
  @On(OrderShipped)
  shipped(event: EventOf<typeof OrderShipped>): AnyChange[] {
    const { number } = event.data;
    // The table allows no more than 999 hits, and its refusal names no row.
    const decide = () => changed<Thing, Hit>({ name: number, hits: 1_000 }, { why: number });
    return [hit(number, { cause: causeOf(event), ...(number === TOO_MANY ? { decide } : {}) })];
  }
}

/** Over both partitions, so that the first fetch brings the bad one and good ones of the other partition. */
async function waitingInBothPartitions({ topicPrefix }: TestEnvironment): Promise<void> {
  const sender = await EventSender.start(topicPrefix);
  const numbers = Array.from({ length: GOOD }, (_, index) => `GOOD-${index}`);
  numbers.splice(GOOD / 2, 0, TOO_MANY);
  await sender.send(numbers.map((number) => anOrderShipped({ orderId: newId(), number })));
  await sender.stop();
}

describe('an event the database refuses', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startPlumbing({ consumers: [ShipmentConsumer], before: waitingInBothPartitions });
  });
  afterAll(async () => {
    await service.stop();
  });

  it('is parked alone: what shared its transaction, of its partition and of others, takes effect once', async () => {
    await service.caughtUp();
    const hits = await Promise.all(
      Array.from({ length: GOOD }, (_, index) => hitsOf(service, `GOOD-${index}`)),
    );
    expect(hits).toEqual(Array.from({ length: GOOD }, () => 1));
    const client = new Client({ connectionString: service.database.url });
    await client.connect();
    const { rows } = await client.query<{ events: number }>(
      'SELECT count(*)::int AS events FROM parked_event',
    );
    await client.end();
    expect(rows).toEqual([{ events: 1 }]);
  });
});
