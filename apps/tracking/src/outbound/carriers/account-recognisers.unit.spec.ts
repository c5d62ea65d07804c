import { describe, expect, it } from '@jest/globals';
import { carrierFactories, LimitGate, type CarrierHttp } from '@cartrail/carriers';
import { AccountRecognisers } from './account-recognisers.js';
import type { CredentialsHeard } from './credential-news.js';

const NUMBERS = Array.from({ length: 10 }, (_, nr) => `12345678900${nr}`);

/** A tenant's one account; its provider answers by `post`, and our own limits by `waitMs`. */
function recognisersOf(post: CarrierHttp['post'], { waitMs = 0, patienceMs = 5_000, refusing = false } = {}) {
  const settings = { eBusinessId: '1000001', apiKey: 'sample-kdniao-key' };
  const port = carrierFactories.get('kdniao')?.create(settings, { http: { post }, clock: { now: () => 0 } });
  if (!port) throw new Error('no provider kdniao');
  const limitsInForce = { ...port.manifest.limits };
  const ref = { tenantId: 'demo01', accountId: 'a1', provider: 'kdniao', sealedCredentials: 'sealed' };
  const account = { ...ref, port, limitsInForce, refusing };
  const taken: string[] = [];
  const told: boolean[] = [];
  const tell = (heard: readonly CredentialsHeard[]): Promise<void> => {
    told.push(...heard.map(({ refused }) => refused));
    return Promise.resolve();
  };
  const gate = new LimitGate(
    {
      take: (_tenantId, key) => {
        taken.push(key);
        return Promise.resolve(waitMs);
      },
      lock: () => Promise.resolve(0),
      count: () => Promise.resolve(true),
    },
    1,
  );
  const accounts = { recognising: () => Promise.resolve([account]) };
  return { taken, told, recognisers: new AccountRecognisers(accounts, gate, tell, patienceMs) };
}

const answer: CarrierHttp['post'] = () => {
  const body = { Success: true, Shippers: [{ ShipperCode: 'SF', ShipperName: '顺丰速运' }] };
  return Promise.resolve({ status: 200, headers: {}, body: Buffer.from(JSON.stringify(body)) });
};

const outcomesOf = (said: Awaited<ReturnType<AccountRecognisers['ask']>>) =>
  NUMBERS.map((number) => said.get(number)?.[0]?.outcome);

describe('asking a tenant’s accounts whose numbers these are', () => {
  it('takes a token of the account for every call, and hears every number’s answer', async () => {
    const { recognisers, taken } = recognisersOf(answer);
    const said = await recognisers.ask('demo01', NUMBERS);
    expect(taken).toEqual(NUMBERS.map(() => 'a1:recognise'));
    expect(outcomesOf(said)).toEqual(NUMBERS.map(() => 'answered'));
    expect(said.get(NUMBERS[0] ?? '')?.[0]?.candidates).toMatchObject([{ carrier: 'SF' }]);
  });

  it('calls nobody whose limit is reached', async () => {
    let calls = 0;
    const counted: CarrierHttp['post'] = (request) => {
      calls += 1;
      return answer(request);
    };
    const { recognisers, taken } = recognisersOf(counted, { waitMs: 60_000 });
    expect(outcomesOf(await recognisers.ask('demo01', NUMBERS))).toEqual(
      NUMBERS.map((_, at) => (at < 4 ? 'throttled' : 'not-asked')),
    );
    expect([calls, taken.length]).toEqual([0, 4]);
  });

  it('waits for nobody longer than it has, and then leaves him alone', async () => {
    const { recognisers, taken } = recognisersOf(() => new Promise(() => {}), { patienceMs: 30 });
    expect(outcomesOf(await recognisers.ask('demo01', NUMBERS))).toEqual(
      NUMBERS.map((_, at) => (at < 4 ? 'retryable' : 'not-asked')),
    );
    expect(taken).toHaveLength(4);
  });

  it('begins nothing where no time is left', async () => {
    const { recognisers, taken } = recognisersOf(answer, { patienceMs: 0 });
    expect(outcomesOf(await recognisers.ask('demo01', NUMBERS))).toEqual(NUMBERS.map(() => 'not-asked'));
    expect(taken).toEqual([]);
  });

  it('asks on after a no about one number', async () => {
    const refusing: CarrierHttp['post'] = (request) => {
      const isFirst = decodeURIComponent(request.body).includes(NUMBERS[0] ?? '');
      const body = { LogisticCode: isFirst ? '999' : '', Success: true, Shippers: [] };
      return Promise.resolve({ status: 200, headers: {}, body: Buffer.from(JSON.stringify(body)) });
    };
    const { recognisers } = recognisersOf(refusing);
    expect(outcomesOf(await recognisers.ask('demo01', NUMBERS))).toEqual(
      NUMBERS.map((_, at) => (at === 0 ? 'permanent' : 'answered')),
    );
  });

  it.each([
    ['are refused', 401, false, [true]],
    ['are known to be refused', 401, true, []],
    ['are taken again', 200, true, [false]],
    ['are taken', 200, false, []],
    ['were not looked at', 503, true, []],
  ])(
    'tells once, of many answers, that credentials %s, where that is news',
    async (_how, status, refusing, news) => {
      const { recognisers, told } = recognisersOf(
        async (request) => ({ ...(await answer(request)), status }),
        { refusing },
      );
      await recognisers.ask('demo01', NUMBERS);
      expect(told).toEqual(news);
    },
  );
});
