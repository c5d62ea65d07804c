import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Everybody } from './platforms/everybody.js';
import { countedOf, Healing, total } from './platforms/healing.js';
import { wordsOfPeople } from './platforms/journey.js';
import { MappingStory } from './platforms/mapping.js';
import { rows } from './platforms/rows.js';
import { installationOf, type Installation } from './platforms/tenant.js';
import { RunningStack } from './stack.js';

describe('a merchant with a shop at one platform', () => {
  let running: RunningStack;
  let at: Installation;
  let everybody: Everybody;
  let healing: Healing;

  beforeAll(async () => {
    running = await RunningStack.up({
      POLL_INTERVAL_MS: '300',
      RECONCILE_EVERY_MS: '500',
      // The shops have no past, and some platforms would be asked for theirs by the half hour.
      BACKFILL_DAYS: '1',
      PLATFORM_ANY_HOST: 'true',
      // Consent is given without a browser: nobody follows this.
      CALLBACK_BASE_URL: 'http://127.0.0.1:9',
    });
    at = await installationOf(running);
    everybody = new Everybody(at);
    await everybody.go();
    healing = new Healing(everybody);
    await healing.go();
  }, 290_000);
  afterAll(() => running.down());

  it('is tried of every platform there is a connector for, but for those of mappings', () => {
    const known = everybody.platforms().filter((id) => id !== 'mapped');
    expect(rows.map(({ platform }) => platform).sort()).toEqual(known.toSorted());
  });

  it.each(rows)('has the first order at $platform by its push, with the money that was paid', async (row) => {
    const journey = everybody.at(row.platform);
    journey.mustHave('ordered');
    const { orderAmountFen, payAmountFen, postAmountFen, lines } = await journey.orderTruth();
    const { order } = await journey.case();
    expect(order).toMatchObject({ platform: row.platform, payAmountFen, postAmountFen });
    expect(order?.orderAmountFen).toBe(orderAmountFen);
    expect(order?.lines.reduce((sum, { amountFen }) => sum + amountFen, 0)).toBe(
      lines.reduce((sum, { amountFen }) => sum + amountFen, 0),
    );
  });

  it.each(rows)('is refused at once what $platform cannot be told', (row) => {
    const journey = everybody.at(row.platform);
    journey.mustHave('refused what cannot be said');
    const expected = wordsOfPeople
      .filter((word) => !journey.can(word))
      .map((word) => [word, `422 ${word === 'ship' ? 'shipment' : 'after-sale'}/not-supported`]);
    expect(Object.fromEntries(journey.refusals)).toEqual(Object.fromEntries(expected));
  });

  it.each(rows)('sees what left for the buyer at $platform', (row) => {
    everybody.at(row.platform).mustHave('shipped');
  });

  it.each(rows)('agrees at $platform to a return, or is told that it must be done by hand', (row) => {
    everybody.at(row.platform).mustHave('approved');
  });

  it.each(rows)('has paid the buyer at $platform to the fen, once', async (row) => {
    const journey = everybody.at(row.platform);
    journey.mustHave('refunded');
    const { refunds, refundAmountFen } = await journey.caseTruth();
    expect(refunds.map(({ amountFen }) => amountFen)).toEqual([refundAmountFen]);
    const { returns, afterSales } = await journey.case();
    expect(returns?.[0]?.refund).toMatchObject({ status: 'refunded', amountFen: refundAmountFen });
    expect(afterSales[0]).toMatchObject({ outcome: 'refunded', refundedFen: refundAmountFen });
  });

  it('takes a mall nobody wrote code for from a preview to a case, and a mended mapping takes what waited', async () => {
    const story = new MappingStory(at);
    await story.open();
    const payload = await story.sample();
    await story.draft(story.document());
    const preview = await story.preview(payload);
    expect(preview).toMatchObject({ result: 'ok' });
    expect(preview.trace).toContainEqual(expect.objectContaining({ field: 'payAmountFen', value: 11_980 }));
    const run = await story.dryRun({ payloads: [{ subject: 'order', payload }] });
    expect(run).toMatchObject({ total: 1, ok: 1, rejected: 0 });
    await story.publish({ note: 'as the mall told us' });
    await story.connect();

    const sold = await story.sell();
    const { payAmountFen } = await story.truth(sold);
    expect((await story.case(sold))?.order).toMatchObject({ platform: 'mapped', payAmountFen });
    const asked = await story.askBack(sold);
    const known = await story.case(sold, ({ returns }) => returns?.[0] !== undefined);
    expect(known?.afterSales).toMatchObject([{ platformAfterSaleId: asked, status: 'requested' }]);
    expect(known?.returns?.[0]).toMatchObject({ status: 'Requested', refundEstimateFen: payAmountFen });

    await story.draft(story.broken());
    await story.publish({ note: 'a slip', force: 'nobody tried it' });
    const waiting = await story.firstParked();
    expect(waiting).toMatchObject({ failures: [{ field: 'payAmountFen', problem: expect.any(String) }] });
    expect(await story.case(waiting?.key ?? '', undefined, 0)).toBeUndefined();
    await story.draft(story.document());
    expect(await story.dryRun({ last: 100 })).toMatchObject({ rejected: 0 });
    await story.publish({ note: 'mended' });
    expect(await story.replayed()).toEqual([]);
    expect((await story.case(waiting?.key ?? ''))?.order).toMatchObject({ payAmountFen });
  }, 90_000);

  it.each(rows)('counts the order at $platform among those that came by push', async (row) => {
    const sync = await countedOf(everybody.at(row.platform).tenant);
    expect(total(sync, 'byPush')).toBe(1);
    expect(sync.missing).toBe(0);
  });

  it('shows what is missing of an hour whose pushes were lost, until it has been asked for', () => {
    healing.mustHaveGone();
    const { before, open, after, lost } = healing;
    expect(before?.missing).toBe(0);
    expect(open).toMatchObject({ missing: lost, gaps: [{ stream: 'orders', missing: lost }] });
    expect(after).toMatchObject({ missing: 0, gaps: [] });
    expect(total(after, 'counted')).toBe(1 + lost);
    expect(total(after, 'byPull')).toBe(lost);
  });
});
