import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { OrderShipped, topics, type EventOf } from '@cartrail/contracts';
import { HEALTH, newId, type Health } from '@cartrail/kernel';
import { causeOf, Consumes, On, type AnyChange } from '@cartrail/messaging';
import { anOrderShipped, testServers, waitUntil, type TestService } from '@cartrail/testing';
import { Client } from 'pg';
import { besidesShipments, hit, hitsOf, startPlumbing } from './support/things.js';

@Consumes(topics.orderEvents, {
  group: 'tracking.orders',
  ignore: besidesShipments,
})
class ShipmentConsumer {
  @On(OrderShipped)
  shipped(event: EventOf<typeof OrderShipped>): AnyChange[] {
    return [hit(event.data.number, { cause: causeOf(event) })];
  }
}

let service: TestService;
let admin: Client;
let health: Health;

beforeAll(async () => {
  service = await startPlumbing({ consumers: [ShipmentConsumer] });
  admin = new Client({ connectionString: testServers().adminUrl });
  await admin.connect();
  health = service.app.get<Health>(HEALTH);
});
afterAll(async () => {
  await admin.end();
  await service.stop();
});

const allow = (connections: boolean) =>
  admin.query(`ALTER DATABASE ${service.database.name} ALLOW_CONNECTIONS ${String(connections)}`);

const readiness = () =>
  health.ready().then(
    () => undefined,
    (error: unknown) => String(error),
  );

it('a service whose database goes away is not ready, not stuck either, and ready again when it is back', async () => {
  expect(await readiness()).toBeUndefined();
  await allow(false);
  try {
    await admin.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [
      service.database.name,
    ]);
    expect(await readiness()).toContain('the database does not answer');
    expect(await health.stuck()).toBeUndefined();
  } finally {
    await allow(true);
  }
  await waitUntil(readiness);

  const number = newId();
  await service.given(anOrderShipped({ number }));
  expect(await hitsOf(service, number)).toBe(1);
});
