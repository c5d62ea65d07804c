import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AlertRaised } from '@cartrail/contracts';
import { anAlertRaised, aTenantOpened, TENANT, waitUntil, type TestService } from '@cartrail/testing';
import { DataSource } from 'typeorm';
import { DeliveriesLoop } from '../src/inbound/timers/deliveries.loop.js';
import { PostgresDeliveryQueue } from '../src/outbound/postgres/delivery.queue.js';
import { FakeReceiver } from './fake-receiver.js';
import { attemptsOf, openEndpoint, startNotify } from './notify-service.js';

const ROOM = { healthy: 1_000, sick: 64 };
const alerts = (count: number) => Array.from({ length: count }, () => anAlertRaised());

describe('claims of one endpoint', () => {
  let receiver: FakeReceiver;
  let service: TestService;
  let another: PostgresDeliveryQueue;

  beforeAll(async () => {
    receiver = await FakeReceiver.start();
    service = await startNotify();
    await service.given(aTenantOpened());
    another = new PostgresDeliveryQueue(service.app.get(DataSource), service.clock);
  });
  afterAll(async () => {
    await service.stop();
    receiver.stop();
  });

  const open = (path: string) => openEndpoint(service, receiver.url(path), [AlertRaised.type]);
  const claimedBy = async (queue: PostgresDeliveryQueue, endpointId: string) =>
    (await queue.claim(ROOM, [])).filter((one) => one.endpointId === endpointId);

  const leases = (endpointId: string): Promise<number> =>
    service.app.get(DataSource).transaction(async (tx) => {
      await tx.query(`SELECT set_config('cartrail.tenants', $1, true)`, [TENANT]);
      const held = 'SELECT 1 FROM delivery WHERE endpoint_id = $1 AND leased_until IS NOT NULL';
      return (await tx.query<unknown[]>(held, [endpointId])).length;
    });

  it('are one process’ at a time: another finds nothing, however many are due', async () => {
    receiver.behaviours.set('/hangs', () => 'hang');
    const { endpointId } = await open('/hangs');
    await service.given(...alerts(60));
    await waitUntil(() => Promise.resolve(receiver.at('/hangs').length === 5 ? undefined : 'not five'));
    expect(await claimedBy(another, endpointId)).toEqual([]);
    expect(receiver.at('/hangs')).toHaveLength(5);
  });

  it('are sent over the few connections that are open, not each over its own', async () => {
    await open('/well');
    const before = receiver.connections;
    await service.given(...alerts(200));
    await waitUntil(() => Promise.resolve(receiver.at('/well').length === 200 ? undefined : 'not 200'));
    expect(receiver.connections - before).toBeLessThanOrEqual(20);
  });

  it('are given back when one fails: no more is sent, and each event arrives when the receiver is well', async () => {
    const answers = [429, 204];
    let then = 500;
    receiver.behaviours.set('/ill', () => ({ status: answers.shift() ?? then }));
    const { endpointId } = await open('/ill');
    await service.given(anAlertRaised());
    await waitUntil(async () => ((await attemptsOf(service, endpointId)).length === 1 ? undefined : 'none'));
    await service.given(...alerts(59));
    service.clock.advance(10_000);
    await waitUntil(async () => {
      const leased = await leases(endpointId);
      const made = (await attemptsOf(service, endpointId)).length;
      return made > 2 && leased === 0 ? undefined : `${made} attempts, ${leased} leased`;
    });
    expect(receiver.at('/ill').length).toBeLessThanOrEqual(7);
    then = 204;
    await waitUntil(async () => {
      service.clock.advance(60_000);
      const well = (await attemptsOf(service, endpointId)).filter(({ result }) => result === 'succeeded');
      return new Set(well.map(({ eventId }) => eventId)).size === 60 ? undefined : `${well.length} of 60`;
    });
  });
});

describe('the room of one process', () => {
  it('goes to endpoints in turn, however old the backlog of one of them is', async () => {
    const service = await startNotify();
    try {
      await service.given(aTenantOpened());
      await service.app.get(DeliveriesLoop).beforeApplicationShutdown();
      const url = 'http://127.0.0.1:9/nobody-is-asked';
      const old = await openEndpoint(service, url, [AlertRaised.type]);
      await service.given(...alerts(20));
      const young = await openEndpoint(service, url, [AlertRaised.type]);
      await service.given(...alerts(20));
      const queue = new PostgresDeliveryQueue(service.app.get(DataSource), service.clock);
      const claimed = await queue.claim({ healthy: 8, sick: 0 }, [old.endpointId]);
      const of = ({ endpointId }: { endpointId: string }) =>
        claimed.filter((one) => one.endpointId === endpointId).length;
      expect([of(old), of(young)]).toEqual([4, 4]);
    } finally {
      await service.stop();
    }
  });
});
