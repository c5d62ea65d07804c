import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ChangeShell } from '@cartrail/messaging';
import { anAlertRaised, aTenantOpened, TENANT, type TestService } from '@cartrail/testing';
import { DataSource, type EntityManager } from 'typeorm';
import { AlertConsumer } from '../src/inbound/kafka/alert.consumer.js';
import { FakeReceiver } from './fake-receiver.js';
import { openEndpoint, startNotify } from './notify-service.js';

describe('announcing events', () => {
  let receiver: FakeReceiver;
  let service: TestService;

  beforeAll(async () => {
    receiver = await FakeReceiver.start();
    service = await startNotify();
    await service.given(aTenantOpened());
    await openEndpoint(service, receiver.url('/a'));
    await openEndpoint(service, receiver.url('/b'));
  });
  afterAll(async () => {
    await service.stop();
    receiver.stop();
  });

  async function statementsFor(events: number): Promise<number> {
    const consumer = service.app.get(AlertConsumer, { strict: false });
    const changes = Array.from({ length: events }, () => consumer.announce(anAlertRaised())).flat();
    let count = 0;
    await service.app.get(DataSource).transaction(async (tx) => {
      const counted: EntityManager = Object.create(tx, {
        query: {
          value: (sql: string, parameters?: unknown[]) => {
            count += 1;
            return tx.query(sql, parameters);
          },
        },
      }) as EntityManager;
      await service.app.get(ChangeShell, { strict: false }).apply(counted, [TENANT], changes);
    });
    return count;
  }

  it('costs as many statements for five hundred as for five, whatever the number of endpoints', async () => {
    const five = await statementsFor(5);
    expect(five).toBeGreaterThan(0);
    expect(await statementsFor(500)).toBe(five);
  });
});
