import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { formOf } from '@cartrail/carriers';
import { Reader } from '@cartrail/messaging';
import { anOrderShipped, aTenantOpened, TENANT, type HttpAnswer, type TestService } from '@cartrail/testing';
import { NEWEST, PostgresFormHistory } from '../src/outbound/postgres/form-history.js';
import { FakeKuaidi100 } from './kuaidi100.js';
import { ScriptedKdniao } from './scripted-kdniao.js';
import { command, connectKdniao, startTracking } from './tracking-service.js';

const URL = '/internal/carriers/recognition';
const OTHER = 'other01';
/** Has an account with both aggregators. */
const BOTH = 'both001';
const KDNIAO = '1000001';
/** In ranges of ZTO and of others. */
const DIGITS = '218000000001';

interface Found {
  readonly number: string;
  readonly certain: boolean;
  readonly candidates: readonly { carrier: string; confidence: string; reasons: readonly string[] }[];
  readonly asked: readonly { provider: string; outcome: string }[];
}

describe('whose number it may be', () => {
  let kdniao: ScriptedKdniao;
  let kuaidi100: FakeKuaidi100;
  let service: TestService;

  beforeAll(async () => {
    [kdniao, kuaidi100] = await Promise.all([ScriptedKdniao.start(), FakeKuaidi100.start()]);
    service = await startTracking(kdniao, {
      CARRIER_BASE_URLS: `kdniao=${kdniao.url},kuaidi100=${kuaidi100.url}`,
    });
    await service.given(
      ...[TENANT, OTHER, BOTH].map((tenantId) => aTenantOpened({ tenantId }, { tenantId })),
    );
    await connectKdniao(service);
  });
  afterEach(() => {
    kdniao.scripts.clear();
  });
  afterAll(async () => {
    await service.stop();
    kdniao.stop();
    kuaidi100.stop();
  });

  const recognise = (body: object, tenantId?: string): Promise<HttpAnswer> =>
    command(service, 'POST', URL, body, { tenantId });
  const found = async (body: object, tenantId?: string): Promise<readonly Found[]> => {
    const answer = await recognise(body, tenantId);
    if (answer.status !== 200) throw new Error(answer.text);
    return (answer.body as { data: readonly Found[] }).data;
  };
  const one = async (number: string, ask = false, tenantId?: string): Promise<Found | undefined> =>
    (await found({ numbers: [number], ask }, tenantId))[0];
  const ship = (carrier: string, numbers: readonly string[], tenantId?: string) =>
    service.given(...numbers.map((number) => anOrderShipped({ number, carrier }, { tenantId })));
  const likeIt = (number: string, first: number, parcels: number): string[] =>
    Array.from({ length: parcels }, (_, nr) => String(Number(number) + first + nr));
  const asked = (number: string): string[] =>
    kdniao.asked.filter((each) => each.number === number && each.type === '2002').map(({ type }) => type);

  it('is one carrier’s for certain by its letters, named in both languages, with the reason', async () => {
    expect(await found({ numbers: ['yt 7301-2345-67890'] })).toEqual([
      {
        number: 'yt 7301-2345-67890',
        certain: true,
        candidates: [
          {
            carrier: 'YTO',
            name: { zh: '圆通速递', en: 'YTO Express' },
            confidence: 'certain',
            reasons: [expect.stringContaining('letters of this carrier')],
          },
        ],
        asked: [],
      },
    ]);
  });

  it('is ranked by this tenant’s own parcels of the same form, and by no other tenant’s', async () => {
    const before = await one(DIGITS);
    expect(before).toMatchObject({ certain: false, asked: [] });
    expect(before?.candidates.map(({ confidence }) => confidence)).not.toContain('likely');
    await ship('ZENY', likeIt(DIGITS, 1, 3));
    await ship('LB', likeIt(DIGITS, 11, 1));
    await ship('SF', likeIt(DIGITS, 21, 5), OTHER);
    const after = await one(DIGITS);
    expect(after?.certain).toBe(false);
    expect(after?.candidates.slice(0, 2)).toMatchObject([
      { carrier: 'ZENY', confidence: 'likely', reasons: [expect.any(String), expect.stringMatching(/^3 /)] },
      { carrier: 'LB', confidence: 'likely' },
    ]);
    expect((await one(DIGITS, false, OTHER))?.candidates[0]).toMatchObject({ carrier: 'SF' });
  });

  it('is said by no parcel whose carrier nobody could name', async () => {
    const number = '398000000001';
    const before = await one(number);
    await ship('UNKNOWN', likeIt(number, 1, 2));
    expect(await one(number)).toEqual(before);
  });

  it('costs one look at the database however many numbers are asked about, and at so many parcels of a form', async () => {
    const reader = service.app.get(Reader, { strict: false });
    let statements = 0;
    const history = new PostgresFormHistory({
      read: (tenantId, work) =>
        reader.read(tenantId, (query) =>
          work((sql, parameters) => {
            statements += 1;
            return query(sql, parameters);
          }),
        ),
    });
    const number = '998800000001';
    await ship('LB', likeIt(number, 1, NEWEST + 1));
    const forms = Array.from({ length: 100 }, (_, nr) => formOf(`${nr}`.padStart(2, '0').padEnd(12, '0')));
    const followed = await history.of(TENANT, forms);
    expect(statements).toBe(1);
    expect(followed.get(formOf(number))).toEqual([{ carrier: 'LB', parcels: NEWEST }]);
  });

  it('is asked of an aggregator only when that is allowed and it is in doubt; two names are no certainty', async () => {
    const Shippers = [
      { ShipperCode: 'YD', ShipperName: '韵达速递' },
      { ShipperCode: 'ZENY', ShipperName: '增益速递' },
    ];
    kdniao.scripts.set(KDNIAO, { Success: true, Shippers });
    const number = '888800000001';
    const quiet = await one(number);
    expect([asked(number), quiet?.asked]).toEqual([[], []]);
    expect(await one('YT7301234567890', true)).toMatchObject({ certain: true, asked: [] });
    expect(asked('YT7301234567890')).toEqual([]);
    const told = await one(number, true);
    expect(asked(number)).toEqual(['2002']);
    expect(told).toMatchObject({ certain: false, asked: [{ provider: 'kdniao', outcome: 'answered' }] });
    expect(told?.candidates.map(({ carrier }) => carrier)).toContain('YD');
    expect(told?.candidates[0]).toMatchObject({
      carrier: 'ZENY',
      confidence: 'likely',
      reasons: [expect.any(String), 'kdniao names 增益速递, 2 of 2'],
    });
    expect(told?.candidates.map(({ confidence }) => confidence)).not.toContain('certain');
  });

  it('keeps the code of a carrier in no list of ours, which has no name', async () => {
    const Shippers = [{ ShipperCode: 'NEWCO', ShipperName: '新快递' }];
    kdniao.scripts.set(KDNIAO, { Success: true, Shippers });
    const told = await one('888800000002', true);
    const unknown = told?.candidates.find(({ carrier }) => carrier === 'UNKNOWN');
    expect(unknown).toEqual({
      carrier: 'UNKNOWN',
      carrierCode: 'NEWCO',
      confidence: 'likely',
      reasons: [expect.stringContaining('新快递')],
    });
  });

  it.each([
    ['throttled', 'throttled'],
    ['retryable', 'down'],
    ['credentials', { Success: false, ResultCode: '104', Reason: '验证失败' }],
  ] as const)('is what it was when the aggregator fails (%s), which is reported', async (outcome, script) => {
    const numbers = likeIt('888800000100', 0, 20);
    const before = await found({ numbers });
    kdniao.scripts.set(KDNIAO, script);
    const calls = kdniao.asked.length;
    const after = await found({ numbers, ask: true });
    expect(after.map(({ candidates, certain }) => ({ candidates, certain }))).toEqual(
      before.map(({ candidates, certain }) => ({ candidates, certain })),
    );
    expect(after[0]?.asked).toEqual([{ provider: 'kdniao', outcome }]);
    expect(after.at(-1)?.asked).toEqual([{ provider: 'kdniao', outcome: 'not-asked' }]);
    // Whoever fails is left alone with the other numbers.
    expect(kdniao.asked.length - calls).toBeLessThanOrEqual(4);
  });

  it('is asked of every aggregator the tenant has an account with, each with an outcome of its own', async () => {
    for (const [provider, credentials] of [
      ['kdniao', { eBusinessId: '1000002', apiKey: 'test-kdniao-key' }],
      ['kuaidi100', { key: 'test-key', secret: 'test-secret', customer: 'test-customer', salt: 'test-salt' }],
    ] as const) {
      const account = { provider, label: provider, credentials };
      const opened = await command(service, 'POST', '/internal/carrier-accounts', account, {
        tenantId: BOTH,
      });
      expect(opened).toMatchObject({ status: 201 });
    }
    kdniao.scripts.set('1000002', { Success: true, Shippers: [] });
    const told = await one('888800000003', true, BOTH);
    expect(told?.asked).toHaveLength(2);
    expect(told?.asked).toEqual(
      expect.arrayContaining([
        { provider: 'kdniao', outcome: 'answered' },
        { provider: 'kuaidi100', outcome: 'retryable' },
      ]),
    );
    expect(kuaidi100.asked.filter(({ path }) => path.startsWith('/autonumber/'))).toHaveLength(1);
    expect((await one('888800000003', true, OTHER))?.asked).toEqual([]);
  });

  it.each([
    [{}, '/numbers'],
    [{ numbers: [] }, '/numbers'],
    [{ numbers: '1' }, '/numbers'],
    [{ numbers: Array.from({ length: 101 }, () => '1') }, '/numbers'],
    [{ numbers: ['218000000001', ' - '] }, '/numbers/1'],
    [{ numbers: ['218000000001', 7] }, '/numbers/1'],
    [{ numbers: ['x'.repeat(51)] }, '/numbers/0'],
    [{ numbers: ['1\u0000'] }, '/numbers/0'],
    [{ numbers: ['1'], ask: 'yes' }, '/ask'],
    [{ numbers: ['1'], carrier: 'SF' }, '/carrier'],
  ])(
    'is not looked for in a request that cannot be right, which is told where: %#',
    async (body, pointer) => {
      const { status, body: problem } = await recognise(body);
      expect(status).toBe(400);
      expect(problem).toMatchObject({ code: 'request/invalid' });
      expect((problem as { errors: { pointer: string }[] }).errors[0]?.pointer).toBe(pointer);
    },
  );
});
