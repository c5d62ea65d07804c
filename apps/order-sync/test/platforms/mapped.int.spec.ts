import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { DAY, HOUR } from '@cartrail/kernel';
import type {
  Ask,
  CaseActions,
  Listing,
  OpenPlatform,
  ShopRef,
  Window,
} from '../../src/application/ports.js';
import type { ObservedCase } from '../../src/domain/after-sale.state.js';
import { mappedConnector } from '../../src/outbound/platforms/mapped/connector.js';
import { MappedMall } from '../mapped-mall.js';
import { documentWith, samplePayload } from '../mapping-examples.js';

const NOW = 1_700_050_000_000;
const shop: ShopRef = { tenantId: 't', shopId: 's', vendorShopId: 'v-1', platform: 'mapped' };
const window: Window = { from: 1_700_000_000_000, to: 1_700_000_000_000 + HOUR };
const ask: Ask = (call) => call('standing');
const failing = (kind: string) => expect.objectContaining({ kind }) as unknown;

let mall: MappedMall;
let platform: OpenPlatform;
beforeAll(async () => {
  mall = await MappedMall.open('mall-secret');
  platform = open({ '/connection/baseUrl': mall.baseUrl });
});
afterAll(() => mall.close());
afterEach(() => {
  mall.orders.clear();
  mall.refunds.clear();
  mall.heard.length = 0;
  mall.first = () => undefined;
});

function open(changes: Record<string, unknown>, allowPrivate = true, secret = 'mall-secret'): OpenPlatform {
  const application = {
    connectionId: 'c',
    credentials: { secret, pushSecret: 'push', clientId: 'id', clientSecret: 'cs' },
    settings: { mapping: documentWith('private-mall', changes) },
    hosts: {},
    timeoutMs: 2_000,
  };
  return mappedConnector({ allowPrivate }).open(application, { now: () => NOW });
}

async function read<T>(listing: Listing<T>, within = window): Promise<readonly (readonly T[])[]> {
  const pages: (readonly T[])[] = [];
  for await (const page of listing.pages(shop, within, ask)) pages.push(page);
  return pages;
}

const order = (changes: object = {}) => {
  const row = { ...samplePayload('private-mall', 'order'), ...changes } as Record<string, unknown>;
  mall.orders.set(String(row['orderNo']), {
    ...row,
    orderNo: String(row['orderNo']),
    updatedAt: Number(row['updatedAt']),
  });
};

describe('a mapped shop, orders', () => {
  it('reads one by its id, signed as the document says', async () => {
    order();
    const {
      order: seen,
      unmapped,
      cipher,
      buyerId,
      skuCodes,
    } = await platform.orders.order(shop, '-', '4714323456789012345');
    expect(unmapped).toEqual([]);
    expect(skuCodes).toEqual(['AB-1', 'AB-2']);
    expect(buyerId).toBe('88');
    expect(cipher).toEqual({
      name: '王小明',
      phone: '13800001234',
      address: '文三路90号 3幢',
      area: '浙江省杭州市西湖区',
    });
    expect(seen).toMatchObject({
      platform: 'mapped',
      platformOrderId: '4714323456789012345',
      status: 'shipped',
      payAmountFen: 9_005,
      sourceUpdatedAt: 1_700_003_600_000,
      askedAt: NOW,
      attribution: { by: 'platform', anchorId: 'h-7' },
      receiver: { nameMask: '王**', phoneMask: '138****1234', phoneTail: '1234', regionCode: '330106' },
      parcels: [{ number: 'SF1234567890123', carrier: 'SF', platformParcelId: 'd-1' }],
    });
  });

  it('opens what was sealed of a receiver without asking anybody', async () => {
    await expect(platform.orders.decrypt?.(shop, '-', 'x', ['王小明'])).resolves.toEqual(['王小明']);
    expect(mall.heard).toEqual([]);
  });

  it('lists what changed from the last page to the first, so that a row that leaves is not missed', async () => {
    for (let n = 0; n < 120; n++) order({ orderNo: `O-${n}`, updatedAt: 1_700_000_000 + n });
    let left = false;
    mall.first = ({ body }) => {
      // While the middle is read, a row of the first page moves on: everything behind it moves up by one.
      if (body.includes('"page":2') && !left) left = mall.orders.delete('O-3');
      return undefined;
    };
    const pages = await read(platform.orders.changed);
    const seen = new Set(pages.flat().flatMap((row) => (row.kind === 'sign' ? [row.platformOrderId] : [])));
    expect(pages).toHaveLength(3);
    expect([...mall.orders.keys()].filter((id) => !seen.has(id))).toEqual([]);
    expect(pages[2]?.[0]).toEqual({ kind: 'sign', platformOrderId: 'O-0', updatedAt: 1_700_000_000_000 });
    expect(platform.orders.changed).toMatchObject({ maxSpanMs: DAY, maxAgeMs: 90 * DAY });
  });

  it('says that a window is too full before it reads any of it', async () => {
    mall.first = () => ({ status: 200, body: '{"code":0,"data":{"total":5001,"orders":[]}}' });
    await expect(read(platform.orders.changed)).rejects.toMatchObject({ total: 5_001 });
    expect(mall.heard).toHaveLength(1);
  });

  it('reads pages forward until there is no more, and by cursors', async () => {
    for (let n = 0; n < 120; n++) order({ orderNo: `O-${n}`, updatedAt: 1_700_000_000 + n });
    const page = { kind: 'page', first: 1, size: 50, maxRows: 5_000 };
    const forward = open({ '/connection/baseUrl': mall.baseUrl, '/sources/orders/changed/paginator': page });
    expect((await read(forward.orders.changed)).map((rows) => rows.length)).toEqual([50, 50, 20]);
    const cursor = open({
      '/connection/baseUrl': mall.baseUrl,
      '/sources/orders/changed/paginator': {
        kind: 'cursor',
        next: 'data.next',
        more: { path: 'data.more', is: [true] },
      },
      '/sources/orders/changed/call/params/page': '{{cursor}}',
      '/sources/orders/changed/call/params/size': 1,
    });
    mall.first = ({ body }) => {
      const at = body.includes('"c1"') ? { more: false, next: 'c2' } : { more: true, next: 'c1' };
      return { status: 200, body: JSON.stringify({ code: 0, data: { ...at, orders: [{ orderNo: 1 }] } }) };
    };
    expect(await read(cursor.orders.changed)).toHaveLength(2);
  });

  it('is stopped by an answer that has no list, rather than take it for an empty one', async () => {
    mall.first = () => ({ status: 200, body: '{"code":0,"data":{"total":0}}' });
    await expect(read(platform.orders.changed)).rejects.toEqual(failing('invalid'));
    mall.first = () => ({ status: 200, body: '{"code":0,"data":{"total":0,"orders":null}}' });
    expect(await read(platform.orders.changed)).toEqual([[]]);
  });

  it('hands over whole rows, and beside one that cannot be mapped the field and the place', async () => {
    order();
    order({ orderNo: 'O-2', amounts: { paid: 'much' } });
    order({ orderNo: 'O-3', status: 77 });
    const line = { sku: { id: 's' }, count: 0, subtotal: '1.00' };
    order({ orderNo: 'O-4', items: [line, line] });
    const whole = open({
      '/connection/baseUrl': mall.baseUrl,
      '/sources/orders/changed/rows': { kind: 'whole' },
    });
    const rows = (await read(whole.orders.changed, { ...window, to: window.to + 1_000 })).flat();
    const told = rows.map(
      (row) =>
        row.kind === 'whole' && [
          row.pulled.platformOrderId,
          row.pulled.order !== undefined,
          row.pulled.unmapped,
        ],
    );
    expect(told).toEqual([
      ['4714323456789012345', true, []],
      [
        'O-2',
        false,
        [
          {
            what: 'order',
            value: 'payAmountFen: is not an amount in yuan with at most two decimals ($.amounts.paid)',
          },
        ],
      ],
      ['O-3', false, [{ what: 'order-status', value: '77' }]],
      [
        'O-4',
        false,
        [{ what: 'order', value: 'lines[*].quantity: is not a whole number from 1 on ($.items[*].count)' }],
      ],
    ]);
  });
});

describe('a mapped shop, what goes wrong', () => {
  it.each([
    [{ status: 200, body: '{"code":40101,"message":"sign"}' }, 'auth_expired'],
    [{ status: 200, body: '{"code":42900}' }, 'throttled'],
    [{ status: 200, body: '{"code":1}' }, 'invalid'],
    [{ status: 200, body: 'not JSON' }, 'transient'],
    [{ status: 401, body: '' }, 'auth_expired'],
    [{ status: 403, body: '' }, 'forbidden'],
    [{ status: 404, body: '' }, 'invalid'],
    [{ status: 409, body: '' }, 'conflict'],
    [{ status: 429, body: '' }, 'throttled'],
    [{ status: 502, body: '' }, 'transient'],
    [{ status: 200, body: '{"code":0,"data":null}' }, 'invalid'],
    [{ status: 200, body: '{"code":0,"data":{"orderNo":"another"}}' }, 'invalid'],
  ])('%j is %s', async (answer, kind) => {
    mall.first = () => answer;
    await expect(platform.orders.order(shop, '-', 'O-1')).rejects.toEqual(failing(kind));
  });

  it('follows no redirect', async () => {
    mall.first = () => ({ status: 302, body: `${mall.baseUrl}/elsewhere` });
    await expect(platform.orders.order(shop, '-', 'O-1')).rejects.toEqual(failing('invalid'));
    expect(mall.heard).toHaveLength(1);
  });

  it('a wrong secret is an authorisation that has ended', async () => {
    const other = open({ '/connection/baseUrl': mall.baseUrl }, true, 'another');
    await expect(other.orders.order(shop, '-', 'O-1')).rejects.toEqual(failing('auth_expired'));
  });

  it('an answer without end is cut off', async () => {
    mall.first = () => ({ status: 200, body: ' '.repeat(20_000_001) });
    await expect(platform.orders.order(shop, '-', 'O-1')).rejects.toEqual(failing('transient'));
  });

  it('silence is no answer', async () => {
    const gone = open({ '/connection/baseUrl': 'http://127.0.0.1:9/open' });
    await expect(gone.orders.order(shop, '-', 'O-1')).rejects.toEqual(failing('transient'));
  });

  it('reaches nothing of our own network, by address or by name', async () => {
    for (const baseUrl of [mall.baseUrl, 'https://127.0.0.1/open', 'https://localhost/open']) {
      const guarded = open({ '/connection/baseUrl': baseUrl }, false);
      await expect(guarded.orders.order(shop, '-', 'O-1')).rejects.toEqual(failing('forbidden'));
    }
    expect(mall.heard).toEqual([]);
  });

  it('a document that is none is told by every call, and opens nothing', async () => {
    const closed = open({ '/format': 2 });
    const why = expect.objectContaining({
      kind: 'invalid',
      message: expect.stringContaining('/format') as unknown,
    });
    await expect(closed.orders.order(shop, '-', 'O-1')).rejects.toEqual(why);
    await expect(read(closed.orders.changed)).rejects.toEqual(why);
    await expect(closed.cases.case(shop, '-', { platformAfterSaleId: 'R' })).rejects.toEqual(why);
    await expect(closed.authorisation.grant({ kind: 'self', vendorShopId: 'v' })).rejects.toEqual(why);
    expect(closed.door).toBeUndefined();
  });
});

describe('a mapped shop, cases', () => {
  const refund = () => mall.refunds.set('RF-1001', samplePayload('private-mall', 'after-sale'));
  const seenCase = async (changes: Partial<ObservedCase> = {}): Promise<ObservedCase> => {
    refund();
    const { seen } = await platform.cases.case(shop, '-', { platformAfterSaleId: 'RF-1001' });
    if (!seen) throw new Error('no case');
    return { ...seen, ...changes };
  };
  const said = () => mall.heard.map(({ method, path, body }) => [method, path, body]).at(-1);

  it('reads one by its id, in its own words and ours', async () => {
    expect(await seenCase()).toMatchObject({
      platform: 'mapped',
      kind: 'return_refund',
      status: 'return_shipped',
      platformState: { type: '1', status: 'RETURNING' },
      version: '3',
      refundAmountFen: 5_937,
      returnParcel: { number: '78900000000001', carrier: 'ZTO', platformCarrierCode: 'zt' },
      lines: [{ platformLineId: '9007199254740993', quantity: 1 }],
    });
  });

  it('lists what changed, and stops at a row that cannot be named', async () => {
    refund();
    const later = { from: 1_700_019_000_000, to: 1_700_022_000_000 };
    expect((await read(platform.cases.changed, later)).flat()).toEqual([
      { platformAfterSaleId: 'RF-1001', updatedAt: 1_700_020_000_000 },
    ]);
    mall.refunds.set('x', { updatedAt: 1_700_020_000 });
    await expect(read(platform.cases.changed, later)).rejects.toEqual(failing('invalid'));
  });

  it.each<[keyof CaseActions, Partial<ObservedCase>, object | undefined, [string, object]]>([
    [
      'agreeReturn',
      { status: 'requested' },
      { addressId: 'A-1' },
      ['agree', { version: '3', addressId: 'A-1' }],
    ],
    ['agreeRefund', { status: 'requested' }, undefined, ['pay', { version: '3', amount: '59.37' }]],
    ['refundReceived', {}, undefined, ['pay', { version: '3', amount: '59.37' }]],
    [
      'reject',
      { status: 'requested' },
      { reasonCode: 'N1', text: '"no"' },
      ['refuse', { version: '3', reason: 'N1', text: '"no"' }],
    ],
    [
      'fillReturnWaybill',
      { status: 'awaiting_return' },
      { number: '77', carrier: 'SF' },
      ['waybill', { waybill: '77', company: 'sf' }],
    ],
    ['reportReceived', {}, { receivedAt: NOW }, ['received', { at: 1_700_050_000 }]],
  ])('%s is said as the document writes it', async (action, at, given, [path, body]) => {
    const act = platform.cases.actions[action] as (...all: unknown[]) => Promise<void>;
    await act(shop, '-', await seenCase(at), given);
    expect(said()).toEqual(['POST', `/open/refunds/RF-1001/${path}`, JSON.stringify(body)]);
  });

  it('is paid at no other stage than the document allows, and nothing is sent', async () => {
    const seen = await seenCase({ status: 'requested' });
    const before = mall.heard.length;
    await expect(platform.cases.actions.refundReceived?.(shop, '-', seen)).rejects.toEqual(
      failing('conflict'),
    );
    expect(mall.heard).toHaveLength(before);
  });

  it('an action the mall refuses is refused, and one without an answer may have happened', async () => {
    const seen = await seenCase();
    mall.first = () => ({ status: 200, body: '{"code":40901,"message":"moved"}' });
    await expect(platform.cases.actions.refundReceived?.(shop, '-', seen)).rejects.toEqual(
      failing('conflict'),
    );
    mall.first = () => ({ status: 500, body: '' });
    await expect(platform.cases.actions.refundReceived?.(shop, '-', seen)).rejects.toEqual(
      failing('transient'),
    );
  });

  it('has no action the document does not write, and says so', () => {
    const fewer = open({ '/connection/baseUrl': mall.baseUrl, '/actions/reject': undefined });
    expect(fewer.cases.actions.reject).toBeUndefined();
    expect(fewer.withheld).toMatchObject({ reject: 'The mapping names no call for it.' });
    expect(platform.withheld).not.toHaveProperty('reject');
  });
});

describe('a mapped shop, parcels and authorisation', () => {
  it('is told what left, with its own name of the carrier', async () => {
    const lines = [{ platformLineId: '1', skuId: 's', quantity: 1 }];
    const shipment = {
      platformOrderId: 'O/1',
      number: 'N',
      carrier: 'ZTO',
      lines,
      whole: true,
      requestId: 'r',
    };
    await platform.shipping?.ship(shop, '-', shipment);
    expect(platform.shipping?.companyOf('ZTO')).toBe('zt');
    expect(platform.shipping?.companyOf('JTSD')).toBeUndefined();
    expect(mall.heard.at(-1)).toMatchObject({
      path: '/open/orders/O%2F1/ship',
      body: '{"waybill":"N","company":"zt","items":"1","requestId":"r"}',
    });
    await expect(platform.shipping?.ship(shop, '-', { ...shipment, carrier: 'JTSD' })).rejects.toEqual(
      failing('invalid'),
    );
  });

  it('stands by itself, or is a token of OAuth2 that the calls carry', async () => {
    const standing = await platform.authorisation.grant({ kind: 'self', vendorShopId: 'v-1' });
    expect(standing.vendorShopId).toBe('v-1');
    expect(mall.heard).toEqual([]);
    const oauth = open({
      '/connection/baseUrl': mall.baseUrl,
      '/connection/auth': { kind: 'oauth2', tokenPath: '/token' },
    });
    mall.first = ({ path, body }) =>
      path === '/open/token' && body === 'grant_type=client_credentials&client_id=id&client_secret=cs'
        ? { status: 200, body: '{"access_token":"at-1","expires_in":7200}' }
        : { status: 401, body: '' };
    const { tokens } = await oauth.authorisation.grant({ kind: 'self', vendorShopId: 'v-1' });
    expect(tokens).toMatchObject({ accessToken: 'at-1', issuedAt: NOW, accessExpiresAt: NOW + 7_200_000 });
    mall.first = () => ({ status: 400, body: '{"error":"invalid_client"}' });
    await expect(oauth.authorisation.refresh({ refreshToken: 'x', vendorShopId: 'v-1' })).rejects.toEqual(
      failing('auth_expired'),
    );
  });
});
