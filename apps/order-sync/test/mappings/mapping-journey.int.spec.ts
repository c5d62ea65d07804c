import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, it } from '@jest/globals';
import type { HttpAnswer } from '@cartrail/testing';
import { OrderSyncUnderTest } from '../start.js';
import { exactSample, MappedShop } from './mapped-shop.js';

const NONE = [404, 'platform-application/not-found'];

let sync: OrderSyncUnderTest;
let shop: MappedShop;
beforeAll(async () => {
  sync = await OrderSyncUnderTest.start({ PLATFORM_ANY_HOST: true, POLL_INTERVAL_MS: 3_600_000 });
}, 60_000);
afterAll(() => sync.stop());
beforeEach(async () => {
  shop = await MappedShop.open(sync);
});
afterEach(() => shop.close());

const codeOf = ({ status, body }: HttpAnswer) => [status, (body as { code?: string }).code];
const sample = (of: 'order' | 'after-sale') => ({
  subject: of === 'order' ? 'order' : 'afterSale',
  payload: exactSample(of),
});
const draft = (changes = {}) => shop.say('PUT', '/draft', { document: shop.document(changes) });

describe('the draft of a mapping', () => {
  it('is told everything that is wrong with it, place by place, and is not kept then', async () => {
    const answer = await draft({
      '/name': 7,
      '/maps/orderStatus/otherwise': 'guess',
    });
    expect(codeOf(answer)).toEqual([422, 'mapping/invalid']);
    expect(answer.body).toMatchObject({
      errors: [
        { pointer: '/document/name', code: 'invalid' },
        { pointer: '/document/maps/orderStatus/otherwise', code: 'invalid' },
      ],
    });
    const tried = await shop.say('POST', '/preview', sample('order'));
    expect(codeOf(tried)).toEqual([409, 'mapping/no-document']);
  });

  it('is previewed field by field, digit for digit, with what is of a person masked', async () => {
    await draft();
    const { status, body } = await shop.say('POST', '/preview', sample('order'));
    expect(status).toBe(200);
    expect(body).toMatchObject({ document: 'draft', result: 'ok', key: '4714323456789012345' });
    const { trace, unused } = body as { trace: { field: string }[]; unused: string[] };
    const traceOf = (name: string) => trace.find(({ field }) => field === name);
    expect(traceOf('payAmountFen')).toMatchObject({ value: 9_005, from: ['$.amounts.paid'] });
    expect(unused).toContain('$.member.level');
    expect(JSON.stringify(body)).not.toMatch(/王小明|13800001234|90号/);
  });

  it('asks for a payload that is JSON', async () => {
    await draft();
    for (const payload of ['{', undefined]) {
      const answer = await shop.say('POST', '/preview', { subject: 'order', payload });
      expect(codeOf(answer)).toEqual([400, 'request/invalid']);
    }
  });
});

describe('publishing a mapping', () => {
  it('takes a draft that was tried and refused nothing, unless somebody says why', async () => {
    await draft();
    expect(codeOf(await shop.say('POST', '/publish', { note: 'x' }))).toEqual([409, 'mapping/not-dry-run']);
    const broken = { subject: 'order', payload: '{"orderNo":1}' };
    const run = await shop.say('POST', '/dry-run', { payloads: [broken] });
    expect(run.body).toMatchObject({ total: 1, rejected: 1 });
    const refused = await shop.say('POST', '/publish', { note: 'x' });
    expect(codeOf(refused)).toEqual([409, 'mapping/rejects-payloads']);
    const forced = await shop.say('POST', '/publish', { note: 'x', force: 'that one is a test of theirs' });
    expect(forced.body).toMatchObject({
      published: { version: 1, forced: 'that one is a test of theirs', dryRun: { rejected: 1 } },
    });
  });

  it('asks for a new dry run when the draft changed after it', async () => {
    await draft();
    await shop.say('POST', '/dry-run', { payloads: [sample('order')] });
    await draft({ '/name': 'Changed' });
    expect(codeOf(await shop.say('POST', '/publish', { note: 'x' }))).toEqual([409, 'mapping/not-dry-run']);
  });

  it('happens once for one key', async () => {
    await draft();
    const run = await shop.say('POST', '/dry-run', { payloads: [sample('order'), sample('after-sale')] });
    expect(run.body).toMatchObject({ total: 2, ok: 2, unknown: 0, rejected: 0 });
    const first = await shop.say('POST', '/publish', { note: 'first' }, { key: 'publish-1' });
    expect(first.body).toMatchObject({ published: { version: 1, note: 'first', by: 'member-1' } });
    const again = await shop.say('POST', '/publish', { note: 'first' }, { key: 'publish-1' });
    expect(again.body).toEqual(first.body);
    expect((await shop.say('GET', '')).body).toMatchObject({ versions: [{ version: 1 }] });
    expect(codeOf(await shop.say('POST', '/publish', { note: 'x' }))).toEqual([409, 'mapping/no-draft']);
  });

  it('happens once for one draft, however many publish it at the same moment', async () => {
    await draft();
    await shop.say('POST', '/dry-run', { payloads: [sample('order')] });
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => shop.say('POST', '/publish', { note: 'at once' })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409, 409]);
    expect((await shop.say('GET', '')).body).toMatchObject({ versions: [{ version: 1, note: 'at once' }] });
  });

  it('makes an order and a case of what nobody wrote code for', async () => {
    await shop.publish();
    await shop.connect('M-1');
    shop.order({ orderNo: 'O-1' });
    shop.refund({ refundNo: 'RF-1', orderNo: 'O-1' });
    const answer = await shop.push({ shopNo: 'M-1', events: [{ orderNo: 'O-1', refundNo: 'RF-1' }] });
    expect([answer.status, answer.body]).toEqual([200, { code: 0 }]);
    const orderId = await sync.orderOf('O-1');
    expect(sync.service.published('OrderImported', orderId)).toMatchObject([
      { data: { platform: 'mapped', payAmountFen: 9_005 } },
    ]);
    const caseId = await sync.caseOf('RF-1');
    expect(sync.service.published('AfterSaleRequested', caseId)).toMatchObject([{ data: { orderId } }]);
  });
});

describe('a mapping that was published', () => {
  it('is rolled back, and shows who changed what and when', async () => {
    await shop.publish();
    await draft({ '/name': 'Another name' });
    await shop.say('POST', '/publish', { note: 'second', force: 'nothing came yet' });
    const back = await shop.say('POST', '/rollback', { version: 1, note: 'the name was right' });
    expect(back.body).toMatchObject({ published: { version: 3, rolledBackTo: 1, changes: ['/name'] } });
    expect((await shop.say('GET', '')).body).toMatchObject({
      versions: [
        { version: 3, rolledBackTo: 1, note: 'the name was right', by: 'member-1' },
        { version: 2, forced: 'nothing came yet', changes: ['/name'] },
        { version: 1, note: 'first', changes: [''] },
      ],
    });
    expect((await shop.say('GET', '/versions/2')).body).toMatchObject({ document: { name: 'Another name' } });
    const absent = await shop.say('POST', '/rollback', { version: 9 });
    expect(codeOf(absent)).toEqual([404, 'mapping/no-such-version']);
    const same = await shop.say('POST', '/rollback', { version: 1 });
    expect(codeOf(same)).toEqual([409, 'mapping/same-as-published']);
  });

  it('is nobody else’s', async () => {
    await shop.publish();
    const other = { tenant: 'tenant02' };
    expect(codeOf(await shop.say('GET', '', undefined, other))).toEqual(NONE);
    const theirs = { document: shop.document() };
    expect(codeOf(await shop.say('PUT', '/draft', theirs, other))).toEqual(NONE);
    for (const [path, body] of [
      ['/publish', { note: 'x' }],
      ['/rollback', { version: 1 }],
      ['/preview', sample('order')],
      ['/dry-run', { last: 10 }],
      ['/replay', {}],
    ] as const)
      expect([path, ...codeOf(await shop.say('POST', path, body, other))]).toEqual([path, ...NONE]);
    expect((await shop.say('GET', '/parked', undefined, other)).status).toBe(404);
    expect((await shop.say('GET', '/versions/1', undefined, other)).status).toBe(404);
  });

  it('is changed by publishing alone, and leaves the other settings to be filled in', async () => {
    await shop.publish();
    const url = '/internal/platform-applications';
    const settings = { shopId: 'M-7' };
    const settled = await sync.call('PUT', `${url}/${shop.applicationId}/settings`, { settings });
    expect(settled).toMatchObject({ status: 200, body: { settings } });
    const mapping = JSON.stringify(shop.document());
    const behind = await sync.call('PUT', `${url}/${shop.applicationId}/settings`, { settings: { mapping } });
    const problem = { code: 'request/invalid', errors: [{ pointer: '/settings/mapping' }] };
    expect(behind).toMatchObject({ status: 400, body: problem });
    const own = { platform: 'mapped', name: 'x', credentials: {}, settings: { mapping } };
    expect(await sync.call('POST', url, own)).toMatchObject({ status: 400, body: problem });
    const { items } = (await sync.call('GET', url)).body as { items: { applicationId: string }[] };
    const listed = items.find(({ applicationId }) => applicationId === shop.applicationId);
    expect(listed).toMatchObject({ settings });
    expect(JSON.stringify(listed)).not.toContain('Private mall');
    expect((await shop.say('GET', '')).body).toMatchObject({ published: { version: 1 } });
  });

  it('is only of an application without a connector of its own', async () => {
    const { body } = await sync.call('POST', '/internal/platform-applications', {
      platform: 'douyin',
      name: 'own',
      credentials: { appKey: '7000000000000000077', appSecret: 'an-application-of-ours' },
    });
    const { applicationId } = body as { applicationId: string };
    const answer = await sync.call('GET', `/internal/platform-applications/${applicationId}/mapping`);
    expect(codeOf(answer)).toEqual([409, 'mapping/not-mapped']);
  });
});

it('offers an editor everything a document is made of', async () => {
  const { body } = await shop.say('GET', '/catalogue');
  expect(body).toMatchObject({
    targets: {
      order: expect.arrayContaining([expect.objectContaining({ name: 'orderId', required: true })]),
    },
    steps: { mask: { start: 'whole', end: 'whole' } },
    tokens: { order: expect.arrayContaining(['order.id']) },
    presets: { oauth2: ['clientId', 'clientSecret'] },
  });
});
