import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DAY, HOUR } from '@cartrail/kernel';
import { aTenantOpened, waitUntil, type TestService } from '@cartrail/testing';
import { DataSource } from 'typeorm';
import { confirmed } from './accounts.js';
import { FakeKuaidi100 } from './fake-kuaidi100.js';
import { agree, call, equip, names, startReturns, TENANT } from './returns-service.js';

describe('a courier that is refused in words that repeat our credentials', () => {
  let kuaidi100: FakeKuaidi100;
  let service: TestService;

  beforeAll(async () => {
    kuaidi100 = await FakeKuaidi100.start();
    service = await startReturns(kuaidi100);
    await service.given(aTenantOpened());
    await equip(service);
    service.clock.set(Math.ceil((service.clock.now() - 2 * HOUR) / DAY) * DAY + 2 * HOUR);
  });
  afterAll(async () => {
    await service.stop();
    kuaidi100.stop();
  });

  /** All that the database keeps, as text. */
  const kept = () =>
    service.app.get(DataSource).transaction(async (tx) => {
      await tx.query(`SELECT set_config('cartrail.tenants', $1, true)`, [TENANT]);
      const tables = await tx.query<{ name: string }[]>(
        `SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = current_schema()`,
      );
      const all = tables.map(({ name }) => `SELECT row_to_json(t)::text AS text FROM ${name} t`);
      const rows = await tx.query<{ text: string }[]>(all.join(' UNION ALL '));
      return rows.map(({ text }) => text).join('\n');
    });

  it('leaves them in no row, event or answer, and the rest of the words in each', async () => {
    const { ref, returnId, pickupId } = await confirmed(service);
    kuaidi100.refusals.set('bOrder', ['此 key（test-key，test-secret）不能下单']);
    await agree(service, ref);
    await waitUntil(() => (names(service, pickupId).includes('failed') ? undefined : 'not refused'), 20_000);
    await service.caughtUp();
    const { text: answer } = await call(service, 'GET', `/internal/returns/${returnId}`);
    for (const said of [answer, await kept(), JSON.stringify(service.recorder.all())]) {
      expect(said).toContain('此 key（…，…）不能下单');
      expect(said).not.toMatch(/test-(key|secret)/);
    }
  });
});
