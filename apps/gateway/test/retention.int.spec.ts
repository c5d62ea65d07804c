import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DAY, newId } from '@cartrail/kernel';
import { Timers, withTenants } from '@cartrail/messaging';
import { anOrderClosed, anOrderImported, anOrderShipped, TENANT } from '@cartrail/testing';
import { DataSource } from 'typeorm';
import { firstIdOf } from '../src/domain/age.js';
import { GatewayUnderTest } from './support/gateway.js';

const OTHER = 'other002';
/** The id of an order that began so long ago. */
const idOf = (age: number): string => firstIdOf(Date.now() - age).slice(0, 13) + newId().slice(13);

describe('what the live feed keeps', () => {
  let gateway: GatewayUnderTest;

  beforeAll(async () => {
    gateway = await GatewayUnderTest.start();
    await gateway.openTenant();
    await gateway.openTenant(OTHER);
  });
  afterAll(() => gateway.service.stop());

  const inTenant = <Row extends object>(tenantId: string, sql: string, parameters: unknown[]) =>
    withTenants(gateway.service.app.get(DataSource, { strict: false }), [tenantId], (tx) =>
      tx.query<Row[]>(sql, parameters),
    );
  const versionsOf = async (caseId: string, tenantId = TENANT): Promise<number[]> => {
    const sql = 'SELECT version FROM case_event WHERE case_id = $1 ORDER BY version';
    return (await inTenant<{ version: number }>(tenantId, sql, [caseId])).map(({ version }) => version);
  };
  const recorded = (caseId: string, version: number, age: number, tenantId = TENANT) =>
    inTenant(tenantId, 'UPDATE case_event SET at = $3 WHERE case_id = $1 AND version = $2', [
      caseId,
      version,
      new Date(Date.now() - age),
    ]);

  it('is every tenant’s last thirty days, and its numbers go on', async () => {
    const [old, young, foreign] = [idOf(45 * DAY), newId(), idOf(45 * DAY)];
    await gateway.service.given(
      anOrderImported({ orderId: old }),
      anOrderShipped({ orderId: old }),
      anOrderImported({ orderId: young }),
      anOrderImported({ orderId: foreign }, { tenantId: OTHER }),
    );
    await recorded(old, 1, 31 * DAY);
    await recorded(old, 2, 29 * DAY);
    await recorded(young, 1, 0);
    await recorded(foreign, 1, 31 * DAY, OTHER);
    await gateway.service.app.get(Timers, { strict: false }).runNow('case-events.retention');
    expect([await versionsOf(old), await versionsOf(young), await versionsOf(foreign, OTHER)]).toEqual([
      [2],
      [1],
      [],
    ]);
    await gateway.service.given(anOrderClosed({ orderId: old }));
    expect(await versionsOf(old)).toEqual([2, 3]);
    expect((await gateway.get(`/v1/cases/${old}`, gateway.adminKey())).headers['etag']).toBe('"3"');
  });
});
