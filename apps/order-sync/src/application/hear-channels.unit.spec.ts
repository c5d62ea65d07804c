import { describe, expect, it } from '@jest/globals';
import { HearChannels } from './hear-channels.js';
import type {
  ChannelMessage,
  ListeningApplication,
  OpenPlatform,
  Platforms,
  ShopRef,
  Tokens,
} from './ports.js';

const shop: ShopRef = {
  tenantId: 't',
  shopId: 's1',
  vendorShopId: '1',
  platform: 'taobao',
  applicationId: 'a',
};
const application: ListeningApplication = {
  tenantId: 't',
  platform: 'taobao',
  connectionId: 't-a',
  shops: [shop],
};

type Listen = NonNullable<OpenPlatform['channel']>['listen'];

function setUp(listen: Listen) {
  const kept: string[] = [];
  const rests: number[] = [];
  const permits: string[] = [];
  const channel = {
    listen,
    permit: (token: string) => Promise.resolve(void permits.push(token)),
    read: () => ({ hints: [], unmapped: [] }),
  };
  const world = { applications: [application], platform: { channel } as unknown as OpenPlatform, at: 0 };
  const platforms = {
    manifests: () => [{ id: 'taobao', features: ['channel'] }],
    connections: (_platform: string, ids: readonly string[]) =>
      Promise.resolve(new Map(ids.map((id) => [id, { current: world.platform }]))),
  } as unknown as Platforms;
  const tokens: Tokens = { use: (_shop, call) => call('token', world.platform) };
  const hearing = new HearChannels({
    directory: { listening: () => Promise.resolve(world.applications) },
    platforms,
    tokens,
    keep: (_application, { dedupeKey }: ChannelMessage) => Promise.resolve(void kept.push(dedupeKey)),
    now: () => world.at,
    pause: (ms) => Promise.resolve(void rests.push(ms)),
    log: () => undefined,
  });
  return { hearing, world, kept, rests, permits };
}

const untilAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    signal.addEventListener('abort', () => {
      resolve();
    });
  });

describe('the channels of platforms', () => {
  it('are opened once per application, and what they bring is kept', async () => {
    let opened = 0;
    const { hearing, kept, permits } = setUp(async (keep, signal) => {
      opened += 1;
      await keep({ dedupeKey: 'm-1', body: '{}' });
      await untilAborted(signal);
    });
    await hearing.turn();
    await hearing.turn();
    await hearing.stop();
    expect([opened, kept, permits]).toEqual([1, ['m-1'], ['token']]);
  });

  it('that break are opened again, after longer and longer rests', async () => {
    let opened = 0;
    const { hearing, rests } = setUp(async (_keep, signal) => {
      opened += 1;
      if (opened < 4) throw new Error('broken');
      await untilAborted(signal);
    });
    await hearing.turn();
    while (opened < 4) await Promise.resolve();
    await hearing.stop();
    expect(rests.slice(0, 3)).toEqual([1_000, 2_000, 4_000]);
  });

  it('are closed when no shop needs them any more, and opened anew under other credentials', async () => {
    const ended: number[] = [];
    let opened = 0;
    const { hearing, world } = setUp(async (_keep, signal) => {
      const own = (opened += 1);
      await untilAborted(signal);
      ended.push(own);
    });
    await hearing.turn();
    world.platform = { ...world.platform };
    await hearing.turn();
    expect([opened, ended]).toEqual([2, [1]]);
    world.applications = [];
    await hearing.turn();
    expect(ended).toEqual([1, 2]);
    await hearing.stop();
  });
});
