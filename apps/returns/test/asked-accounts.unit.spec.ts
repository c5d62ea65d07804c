import { beforeEach, describe, expect, it } from '@jest/globals';
import {
  carrierFactories,
  CarrierHttpFailure,
  isSupported,
  type CarrierHttp,
  type CarrierLimits,
  type PickupPort,
  type QuoteRequest,
} from '@cartrail/carriers';
import { changed, HOUR } from '@cartrail/kernel';
import { carriersFor } from '../src/domain/offers.js';
import { answerLost } from '../src/domain/pickup/book.js';
import type { PickupFact } from '../src/domain/pickup/pickup-facts.js';
import type { Pickup } from '../src/domain/pickup/pickup.js';
import { PickupBook } from '../src/outbound/carriers/pickup-book.effect.js';
import { PickupCancel } from '../src/outbound/carriers/pickup-cancel.effect.js';
import { PickupDetail } from '../src/outbound/carriers/pickup-detail.effect.js';
import { PickupFind } from '../src/outbound/carriers/pickup-find.effect.js';
import { carrierError, Surroundings } from './support/carrier-calls.js';
import { MORNING, World } from './support/world.js';

let world: World;
let around: Surroundings;

beforeEach(() => {
  world = new World().delivered().ask().confirm().agreed();
  around = new Surroundings(world);
});

const refuses = (kind: Parameters<typeof carrierError>[0]) => () => Promise.reject(carrierError(kind));

describe('every call about a courier', () => {
  const wanted = { bookingId: 't1', why: 'changed' };
  const find = () =>
    new PickupFind(around.calls, around.news, world.clock, { firstMs: 15_000, lastMs: HOUR });
  const calls: readonly [string, CarrierLimits, string, () => Promise<unknown>][] = [
    [
      'an order',
      { bookingsPerSecond: 1 },
      'kuaidi100:book',
      () => around.attempt(new PickupBook(around.calls, around.news), 1),
    ],
    [
      'a look for an order',
      { bookingsPerSecond: 1 },
      'kuaidi100:book',
      () => {
        world.toPickup((state) => answerLost(state, MORNING));
        return around.attempt(find(), 2);
      },
    ],
    [
      'a cancellation',
      { bookingChangesPerSecond: 1 },
      'kuaidi100:change',
      () => around.attempt(new PickupCancel(around.calls, around.news), 1, wanted),
    ],
    [
      'a question how it stands',
      { bookingQueriesPerSecond: 1 },
      'kuaidi100:detail',
      () => around.attempt(new PickupDetail(around.calls, around.news, world.clock), 1, wanted),
    ],
  ];

  beforeEach(() => {
    const books = () => Promise.resolve({ bookingId: 't1' });
    const stands = {
      provider: 'kuaidi100',
      bookingId: 't1',
      status: 'accepted',
      code: '1',
      fees: [],
    } as const;
    around.port = {
      book: books,
      findBooking: books,
      cancel: () => Promise.resolve(),
      detail: () => Promise.resolve(stands),
    };
  });

  it.each(calls)('waits its turn under the account’s limit: %s', async (_what, limits, key, make) => {
    around.limits = limits;
    await make();
    expect(around.waited).toEqual([key]);
  });

  it.each(calls)('asks for no turn where no limit is known: %s', async (_what, _limits, _key, make) => {
    around.limits = {};
    await make();
    expect(around.waited).toEqual([]);
  });

  it.each(calls.slice(1))('that may not be made yet is made later: %s', async (_what, limits, _key, make) => {
    around.limits = limits;
    around.waitMs = 60_000;
    expect(await make()).toMatchObject({ kind: 'retry', reason: 'throttled', afterMs: 60_000 });
  });
});

describe('a question for prices', () => {
  const ask = () =>
    around.quotes.ask(
      'demo01',
      ['YTO'],
      [
        {
          carrier: 'YTO',
          from: '上海市浦东新区',
          fromRegion: '310115',
          to: '仓前街道1号',
          toRegion: '330110',
          weightGrams: 500,
        },
      ],
    );

  it('names both places by their levels, and no street that nobody told', async () => {
    const asked: QuoteRequest[] = [];
    around.port = {
      quote: (requests) => {
        asked.push(...requests);
        return Promise.resolve([]);
      },
    };
    await ask();
    expect(asked).toEqual([
      {
        carrier: 'YTO',
        from: '上海市浦东新区',
        fromParts: { province: '上海市', city: '上海市', district: '浦东新区' },
        to: '仓前街道1号',
        toParts: { province: '浙江省', city: '杭州市', district: '余杭区', street: '仓前街道1号' },
        weightGrams: 500,
      },
    ]);
  });

  it('waits its turn, goes unanswered where it is too long in coming, and needs none where no limit is known', async () => {
    around.port = { quote: () => Promise.resolve([{ carrier: 'YTO', priceFen: 1, priceKind: 'PLATFORM' }]) };
    around.limits = { quotesPerSecond: 1 };
    expect(await ask()).toMatchObject([{ quoted: { priceFen: 1 } }]);
    around.waitMs = 60_000;
    expect(await ask()).toMatchObject([{ silent: 'provider-silent' }]);
    expect(around.waited).toEqual(['kuaidi100:quote', 'kuaidi100:quote']);
    around.limits = {};
    expect(await ask()).toMatchObject([{ quoted: { priceFen: 1 } }]);
    expect(around.waited).toHaveLength(2);
  });

  it('that is refused for its credentials is told once, and so is the first that is answered', async () => {
    around.port = { quote: refuses('credentials') };
    await ask();
    await ask();
    around.port = { quote: () => Promise.resolve([]) };
    await ask();
    await ask();
    expect(world.told('standings')).toEqual(['CredentialsRefused', 'CredentialsAccepted']);
  });
});

describe('a question whether a carrier comes', () => {
  const question = {
    ...{ carrier: 'YTO', weightGrams: 500 },
    ...{ from: '上海市浦东新区', fromRegion: '310115', to: '仓前街道1号', toRegion: '330110' },
  };
  const ask = (questions = [question]) => around.quotes.ask('demo01', ['YTO'], questions);

  it('is put to an account that tells no prices, and its no takes the carrier off the list', async () => {
    const asked: QuoteRequest[] = [];
    around.port = {
      reach: (request) => {
        asked.push(request);
        return Promise.resolve(false);
      },
    };
    const channels = await ask();
    expect(channels).toMatchObject([{ carrier: 'YTO', unserved: true }]);
    expect(asked).toMatchObject([
      { carrier: 'YTO', from: '上海市浦东新区', toParts: { district: '余杭区' } },
    ]);
    const shipment = { fromRegion: '310115', toRegion: '330110', weightGrams: 500 };
    const { candidates, excluded } = carriersFor([], shipment, MORNING).with(channels);
    expect(candidates.map(({ carrier }) => carrier)).not.toContain('YTO');
    expect(excluded).toContainEqual({ carrier: 'YTO', why: ['not-served'] });
  });

  it.each([
    ['a yes', () => Promise.resolve(true)],
    ['an error', refuses('retryable')],
    ['a refusal', refuses('permanent')],
    ['throttling', refuses('throttled')],
    ['credentials that are refused', refuses('credentials')],
  ])('changes nothing by %s', async (_what, reach) => {
    around.port = { reach };
    const [channel] = await ask();
    expect(channel).toMatchObject({ silent: 'provider-silent' });
    expect(channel?.unserved).toBe(undefined);
  });

  it('waits its turn, and changes nothing where that is too long in coming', async () => {
    around.port = { reach: () => Promise.resolve(false) };
    around.limits = { quotesPerSecond: 1 };
    around.waitMs = 60_000;
    expect((await ask())[0]?.unserved).toBe(undefined);
    expect(around.waited).toEqual(['kuaidi100:quote']);
  });

  it('tells of credentials that are refused', async () => {
    around.port = { reach: refuses('credentials') };
    await ask();
    expect(world.told('standings')).toEqual(['CredentialsRefused']);
  });

  it('is not put where the price tells it, nor about a place whose district nobody knows', async () => {
    const reach = () => Promise.reject(new Error('must not be asked'));
    around.port = { quote: () => Promise.resolve([]), reach };
    expect((await ask())[0]?.unserved).toBe(undefined);
    around.port = { reach };
    const somewhere = { ...question, from: '上海市', fromRegion: '310000' };
    expect((await ask([somewhere]))[0]?.unserved).toBe(undefined);
    await expect(ask([])).resolves.toMatchObject([{ silent: 'provider-not-asked' }]);
  });
});

describe('the addresses a courier is ordered with', () => {
  const book = () => new PickupBook(around.calls, around.news);
  const zto = (post: CarrierHttp['post']): Partial<PickupPort> => {
    const settings = { appKey: 'k', appSecret: 'sample-secret', accountId: 'a', accountPassword: 'p' };
    const port = carrierFactories.get('zto')?.create(settings, { http: { post }, clock: world.clock });
    return port && isSupported(port.pickups) ? port.pickups : {};
  };

  beforeEach(() => {
    world.toPickup(() => changed<Pickup, PickupFact>({ ...world.thePickup(), carrier: 'ZTO' }));
  });

  it('name the levels their code knows, where their lines leave them out', async () => {
    const sent: string[] = [];
    around.port = zto(({ body }) => {
      sent.push(body);
      return Promise.reject(new CarrierHttpFailure('timeout'));
    });
    around.contact = { ...around.contact, address: '仓前街道1号', regionCode: '330110' };
    await around.attempt(book(), 1);
    expect(JSON.parse(sent[0] ?? '{}')).toMatchObject({
      senderInfo: {
        senderProvince: '浙江省',
        senderCity: '杭州市',
        senderDistrict: '余杭区',
        senderAddress: '仓前街道1号',
      },
    });
  });

  it('are refused in plain words where nobody knows a level their carrier wants', async () => {
    around.port = zto(() => Promise.reject(new Error('must not be asked')));
    around.contact = { ...around.contact, address: '浙江省杭州市文一路1号', regionCode: '330100' };
    await around.attempt(book(), 1);
    expect(world.thePickup()).toMatchObject({
      status: 'Rejected',
      failure: {
        provider: 'kuaidi100',
        text: "the sender's address does not name province, city, district and street",
      },
    });
  });
});

describe('credentials a provider refuses', () => {
  const book = () => new PickupBook(around.calls, around.news);

  it('are told once, however often it is asked with them, and the courier fails as with any other no', async () => {
    around.port = { book: refuses('credentials') };
    await around.attempts(book(), 1, 6);
    expect(world.told('standings')).toEqual(['CredentialsRefused']);
    expect(world.thePickup()).toMatchObject({ status: 'PickupFailed', failure: { text: 'credentials' } });
  });

  it('are told of the account that is passed over', async () => {
    around.port = { book: refuses('credentials') };
    around.others.set('kdniao', { book: () => Promise.resolve({ bookingId: 's1' }) });
    await around.attempts(book(), 1, 2);
    expect(world.memory.standing('kuaidi100')).toMatchObject({ provider: 'kuaidi100' });
    expect(world.memory.standing('kdniao')).toBeUndefined();
    expect(world.thePickup()).toMatchObject({ status: 'Placed', provider: 'kdniao' });
  });

  it('are told to be taken again by the first call that is answered', async () => {
    around.port = { book: refuses('credentials') };
    await around.attempt(book(), 1);
    around.port = { book: refuses('credentials'), findBooking: () => Promise.resolve({ bookingId: 't1' }) };
    await around.attempt(book(), 3);
    await around.attempt(book(), 4);
    expect(world.told('standings')).toEqual(['CredentialsRefused', 'CredentialsAccepted']);
  });

  it('are no news where the provider says no to something else', async () => {
    around.port = { book: refuses('permanent') };
    await around.attempt(book(), 1);
    expect(world.told('standings')).toEqual([]);
  });
});
