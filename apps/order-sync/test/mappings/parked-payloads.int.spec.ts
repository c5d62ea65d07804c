import { spawnSync } from 'node:child_process';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DAY, MINUTE } from '@cartrail/kernel';
import { Timers, withTenants } from '@cartrail/messaging';
import { DataSource } from 'typeorm';
import { OrderSyncUnderTest, TENANT } from '../start.js';
import { MappedShop } from './mapped-shop.js';

const PAID = '/order/fields/payAmountFen';
const EITHER = {
  from: ['amounts.paid', 'amounts.payable'],
  steps: [{ do: 'firstNonEmpty' }, { do: 'yuanToFen' }],
};

let sync: OrderSyncUnderTest;
let shop: MappedShop;
let name = 0;
beforeAll(async () => {
  sync = await OrderSyncUnderTest.start({ PLATFORM_ANY_HOST: true, POLL_LAG_MS: 0 });
}, 60_000);
afterAll(() => sync.stop());
beforeEach(async () => {
  name += 1;
  shop = await MappedShop.open(sync);
});
afterEach(() => shop.close());

const id = (what: string): string => `${what}-${name}`;
const without = { amounts: { total: 100.1, payable: 90.05, freight: '6.00' } };
const rows = <R>(sql: string): Promise<R[]> =>
  withTenants(sync.service.app.get(DataSource), [TENANT], (tx) => tx.query<R[]>(sql));

/** As an operator does it. */
const dlq = (...args: string[]): readonly Readonly<Record<string, unknown>>[] => {
  const tool = spawnSync(process.execPath, ['libs/messaging/dist/admin/dlq-cli.js', ...args, '--json'], {
    env: { ...process.env, DATABASE_URL: sync.service.database.url },
    encoding: 'utf8',
  });
  return tool.stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
};

/** A draft that reads either name, tried on what came, and in force. */
async function mend(changes: Record<string, unknown> = {}): Promise<object> {
  await shop.say('PUT', '/draft', { document: shop.document({ [PAID]: EITHER, ...changes }) });
  const run = await shop.say('POST', '/dry-run', { last: 100 });
  const answer = await shop.say('POST', '/publish', { note: 'either name' });
  if (answer.status !== 200) throw new Error(JSON.stringify([run.body, answer.body]));
  return run.body as object;
}

describe('a payload its mapping cannot read', () => {
  it('waits with the field and the reason, its neighbour goes on, and a fix takes it', async () => {
    await shop.publish();
    await shop.connect(id('S'));
    shop.order({ orderNo: id('GOOD') });
    shop.order({ orderNo: id('BAD'), ...without });
    await shop.push({ shopNo: id('S'), events: [{ orderNo: id('BAD') }, { orderNo: id('GOOD') }] });
    await sync.orderOf(id('GOOD'));
    const { payloads } = await shop.untilParked((parked) => parked.payloads.length > 0);
    expect(payloads).toMatchObject([
      {
        subject: 'order',
        source: 'detail',
        key: id('BAD'),
        state: 'parked',
        failures: [{ field: 'payAmountFen', problem: expect.any(String) }],
      },
    ]);
    const [letter] = await rows<{ reason: string; body: Buffer }>(
      `SELECT reason, body FROM ingress WHERE provider = 'mapped-payload' AND state = 'parked' ORDER BY id DESC LIMIT 1`,
    );
    expect(letter?.reason).toContain(`order ${id('BAD')}: payAmountFen:`);
    expect(letter?.body.toString()).toBe(payloads[0]?.id);

    const run = await mend();
    expect(run).toMatchObject({ total: 2, ok: 2, rejected: 0, differences: { payloadsChanged: 1 } });
    expect((await shop.say('POST', '/replay', {})).body).toEqual({ replaying: 1 });
    expect(await sync.orderOf(id('BAD'))).not.toBe('');
    const { payloads: after } = await shop.untilParked((parked) => parked.payloads[0]?.became !== undefined);
    expect(after).toMatchObject([{ key: id('BAD'), state: 'kept', became: 'taken', failures: [] }]);
    expect((await shop.say('POST', '/replay', {})).body).toEqual({ replaying: 0 });
  });

  it('is told again why not, where the fix is none', async () => {
    await shop.publish();
    await shop.connect(id('S'));
    shop.order({ orderNo: id('BAD'), amounts: { paid: 'many' } });
    await shop.push({ shopNo: id('S'), events: [{ orderNo: id('BAD') }] });
    await shop.untilParked((parked) => parked.payloads.length > 0);
    await shop.say('POST', '/replay', {});
    const { payloads } = await shop.untilParked((parked) => parked.payloads[0]?.became === 'failed');
    expect(payloads).toMatchObject([{ state: 'parked', failures: [{ field: 'payAmountFen' }] }]);
    expect((await shop.say('POST', '/replay', {})).body).toEqual({ replaying: 1 });
  });

  it('is shown, replayed and discarded by the command for dead letters, like a push', async () => {
    await shop.publish();
    await shop.connect(id('S'));
    for (const what of ['R', 'D']) shop.order({ orderNo: id(what), ...without });
    await shop.push({ shopNo: id('S'), events: [{ orderNo: id('R') }, { orderNo: id('D') }] });
    await shop.untilParked((parked) => parked.payloads.length === 2);
    const letters = dlq('list').filter(({ place }) => place === 'ingress.mapped-payload');
    const keyOf = (what: string) =>
      String(letters.find(({ reason }) => String(reason).startsWith(`order ${id(what)}:`))?.['key']);
    const raw = dlq('show', 'ingress.mapped-payload', keyOf('R'), '--raw');
    expect(JSON.stringify(raw)).not.toMatch(/王小明|13800001234/);
    dlq('discard', 'ingress.mapped-payload', keyOf('D'), '--reason', 'a test of theirs');
    await mend();
    dlq('replay', 'ingress.mapped-payload', keyOf('R'));
    await sync.orderOf(id('R'));
    const { payloads } = await shop.untilParked((parked) =>
      parked.payloads.some(({ became }) => became === 'taken'),
    );
    expect(payloads.map(({ key, state }) => [key, state]).sort()).toEqual([
      [id('D'), 'discarded'],
      [id('R'), 'kept'],
    ]);
    expect((await shop.say('POST', '/replay', {})).body).toEqual({ replaying: 0 });
  });

  it('of a shop that is paused waits until it is resumed', async () => {
    await shop.publish();
    const shopId = await shop.connect(id('S'));
    shop.order({ orderNo: id('O'), ...without });
    await shop.push({ shopNo: id('S'), events: [{ orderNo: id('O') }] });
    await shop.untilParked((parked) => parked.payloads.length > 0);
    await mend();
    await sync.call('POST', `/internal/shops/${shopId}/pause`, {});
    await shop.say('POST', '/replay', {});
    await shop.untilParked((parked) => parked.payloads[0]?.state === 'due');
    await sync.service.app.get(Timers, { strict: false }).runNow('mappings.replay');
    expect(await shop.parked()).toMatchObject({ payloads: [{ state: 'due' }] });
    await sync.call('POST', `/internal/shops/${shopId}/resume`, {});
    await sync.orderOf(id('O'));
  });

  it('heals by itself when the source sends it right', async () => {
    await shop.publish();
    await shop.connect(id('S'));
    shop.order({ orderNo: id('O'), ...without });
    await shop.push({ shopNo: id('S'), events: [{ orderNo: id('O') }] });
    await shop.untilParked((parked) => parked.payloads.length > 0);
    shop.order({ orderNo: id('O') });
    await shop.push({ shopNo: id('S'), events: [{ orderNo: id('O') }] });
    await sync.orderOf(id('O'));
    const { payloads } = await shop.parked();
    expect(payloads).toMatchObject([{ state: 'kept', became: 'taken' }]);
    expect((await shop.say('POST', '/replay', {})).body).toEqual({ replaying: 0 });
  });

  it('may be a case with a code in no list: it is asked for again once there is one', async () => {
    await shop.publish();
    await shop.connect(id('S'));
    shop.order({ orderNo: id('O') });
    shop.refund({ refundNo: id('RF'), orderNo: id('O'), status: 'NEVER_SEEN' });
    await shop.push({ shopNo: id('S'), events: [{ orderNo: id('O'), refundNo: id('RF') }] });
    const { payloads } = await shop.untilParked((parked) => parked.payloads.length > 0);
    expect(payloads).toMatchObject([
      { subject: 'afterSale', failures: [{ field: 'status', problem: '"NEVER_SEEN" is in no list' }] },
    ]);
    await mend({ '/maps/caseStatus/entries/NEVER_SEEN': 'requested' });
    await shop.say('POST', '/replay', {});
    expect(await sync.caseOf(id('RF'))).not.toBe('');
    await shop.untilParked((parked) => parked.payloads[0]?.became === 'taken');
  });

  it('may be a push that names nothing, replayed with the payloads', async () => {
    await shop.publish({ '/sources/push/orderId': 'wrongName' });
    await shop.connect(id('S'));
    shop.order({ orderNo: id('O') });
    await shop.push({ shopNo: id('S'), events: [{ orderNo: id('O') }] });
    const { pushes } = await shop.untilParked((parked) => parked.pushes.length > 0);
    expect(pushes).toMatchObject([{ reason: expect.stringContaining('names no order') }]);
    await shop.say('PUT', '/draft', { document: shop.document() });
    await shop.say('POST', '/publish', { note: 'the right name', force: 'only the push changes' });
    expect((await shop.say('POST', '/replay', {})).body).toEqual({ replaying: 1 });
    await sync.orderOf(id('O'));
  });
});

describe('a list with rows its mapping cannot read', () => {
  it('is read to its end, and the rows wait', async () => {
    await shop.publish({ '/sources/orders/changed/rows': { kind: 'whole' } });
    const updatedAt = sync.nowSeconds - 120;
    shop.order({ orderNo: id('A'), updatedAt, ...without });
    shop.order({ orderNo: id('B'), updatedAt });
    shop.refund({ refundNo: undefined, updatedAt });
    shop.refund({ refundNo: id('RF'), orderNo: id('B'), updatedAt });
    await shop.connect(id('S'));
    await sync.orderOf(id('B'));
    await sync.caseOf(id('RF'));
    const { payloads } = await shop.untilParked((parked) => parked.payloads.length === 2);
    expect(payloads.map(({ subject, source, key }) => [subject, source, key]).sort()).toEqual([
      ['afterSale', 'row', undefined],
      ['order', 'whole', id('A')],
    ]);
    const marks = await rows<{ until: Date }>(
      `SELECT until FROM poll_watermark JOIN shop ON shop.id = shop_id WHERE vendor_shop_id = '${id('S')}'`,
    );
    expect(marks.map(({ until }) => until.getTime() >= sync.service.clock.now() - MINUTE)).toEqual([
      true,
      true,
    ]);
    await mend({ '/sources/orders/changed/rows': { kind: 'whole' } });
    await shop.say('POST', '/replay', {});
    await sync.orderOf(id('A'));
  });
});

describe('payloads that are kept', () => {
  it('are sealed, and forgotten after their time', async () => {
    await shop.publish();
    await shop.connect(id('S'));
    shop.order({ orderNo: id('BAD'), ...without });
    await shop.push({ shopNo: id('S'), events: [{ orderNo: id('BAD') }] });
    await shop.untilParked((parked) => parked.payloads.length > 0);
    const kept = await rows<object>('SELECT * FROM mapping_payload');
    expect(kept.length).toBeGreaterThan(0);
    expect(JSON.stringify(kept)).not.toMatch(/王小明|13800001234/);
    sync.service.clock.advance(31 * DAY);
    await sync.service.app.get(Timers, { strict: false }).runNow('mappings.retention');
    expect(await rows('SELECT 1 FROM mapping_payload')).toEqual([]);
    expect(await shop.parked()).toEqual({ payloads: [], pushes: [] });
    expect((await shop.say('POST', '/replay', {})).body).toEqual({ replaying: 0 });
  });

  it('are looked at again by their id, masked', async () => {
    await shop.publish();
    await shop.connect(id('S'));
    shop.order({ orderNo: id('BAD'), ...without });
    await shop.push({ shopNo: id('S'), events: [{ orderNo: id('BAD') }] });
    const { payloads } = await shop.untilParked((parked) => parked.payloads.length > 0);
    const answer = await shop.say('POST', '/preview', { subject: 'order', payloadId: payloads[0]?.id });
    expect(answer.body).toMatchObject({ document: 'published', result: 'rejected', key: id('BAD') });
    expect(JSON.stringify(answer.body)).not.toMatch(/王小明|13800001234/);
  });
});
