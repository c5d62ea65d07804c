import { describe, expect, it } from '@jest/globals';
import type { SealedTokens } from '../domain/shop.js';
import { KeepTokens, sealTokens, type Machine } from './keep-tokens.js';
import {
  PlatformFailure,
  type OpenPlatform,
  type PlatformFailureKind,
  type PlatformManifest,
  type Platforms,
  type Sealer,
  type ShopRef,
  type TokenPair,
  type TokenShelf,
} from './ports.js';

const shop: ShopRef = { tenantId: 'tenant01', shopId: 'shop', vendorShopId: '1', platform: 'douyin' };
const LIFE = 1_000_000;
const clear: Sealer = { encrypt: (text) => text, decrypt: (text) => text };

class Machines implements Machine {
  at = 0;
  now = (): number => this.at;
  pause(ms: number): Promise<void> {
    this.at += ms;
    return Promise.resolve();
  }
}

class Shelf implements TokenShelf {
  tokens: SealedTokens | undefined;
  leased = false;
  state: string | undefined;
  reads = 0;
  read(): Promise<SealedTokens | undefined> {
    this.reads += 1;
    return Promise.resolve(this.tokens);
  }
  lease(): Promise<boolean> {
    const free = !this.leased;
    this.leased = true;
    return Promise.resolve(free);
  }
  put(_shop: unknown, tokens: SealedTokens, replaced: SealedTokens): Promise<void> {
    if (this.tokens?.sealed === replaced.sealed) {
      this.tokens = tokens;
      this.state = 'active';
    }
    this.leased = false;
    return Promise.resolve();
  }
  release(_shop: unknown, lost?: SealedTokens): Promise<void> {
    if (lost && this.tokens?.sealed === lost.sealed) this.state = 'needs_reauthorisation';
    this.leased = false;
    return Promise.resolve();
  }
}

function setUp(refusal?: PlatformFailureKind, renewal: PlatformManifest['renewal'] = { atPart: 0.75 }) {
  const [machine, shelf] = [new Machines(), new Shelf()];
  const asked: string[] = [];
  const pair = (name: string): TokenPair => ({
    accessToken: name,
    refreshToken: `r-${name}`,
    issuedAt: machine.at,
    accessExpiresAt: machine.at + LIFE,
  });
  const no = (): Promise<never> => Promise.reject(new PlatformFailure(refusal ?? 'auth_expired', 'ended'));
  const authorisation = {
    refresh: ({ refreshToken }: { refreshToken: string }) => {
      asked.push(refreshToken);
      return refusal ? no() : Promise.resolve(pair(`t${String(asked.length)}`));
    },
    grant: no,
  };
  const platforms = {
    of: () => Promise.resolve({ authorisation } as unknown as OpenPlatform),
    manifest: () => ({ renewal, features: ['authorise-self'] }) as unknown as PlatformManifest,
  } as unknown as Platforms;
  shelf.tokens = sealTokens(clear, shop, pair('t0'));
  const process = () => new KeepTokens(shelf, platforms, clear, machine);
  return { machine, shelf, asked, process };
}

const echo = (token: string): Promise<string> => Promise.resolve(token);
const refusing = (old: string) => (token: string) =>
  token === old ? Promise.reject(new PlatformFailure('auth_expired', 'ended')) : Promise.resolve(token);

describe('a shop’s tokens', () => {
  it('are renewed when three quarters of their life have passed, not before', async () => {
    const { machine, asked, process } = setUp();
    const tokens = process();
    machine.at = 0.74 * LIFE;
    expect(await tokens.use(shop, echo)).toBe('t0');
    machine.at = 0.76 * LIFE;
    expect(await tokens.use(shop, echo)).toBe('t1');
    expect(asked).toEqual(['r-t0']);
  });

  it('are renewed only in their last while where the platform renews no earlier', async () => {
    const { machine, asked, process } = setUp(undefined, { lastMs: 1_000 });
    const tokens = process();
    machine.at = LIFE - 1_001;
    expect(await tokens.use(shop, echo)).toBe('t0');
    machine.at = LIFE - 1_000;
    expect(await tokens.use(shop, echo)).toBe('t1');
    expect(asked).toEqual(['r-t0']);
  });

  it('are renewed once, however many calls and processes need it at the same time', async () => {
    const { asked, process } = setUp();
    const [one, two] = [process(), process()];
    const calls = [one, one, two, two].map((tokens) => tokens.use(shop, refusing('t0')));
    expect(await Promise.all(calls)).toEqual(['t1', 't1', 't1', 't1']);
    expect(asked).toEqual(['r-t0']);
  });

  it('that cannot be renewed put the shop on the list to be authorised again', async () => {
    const { shelf, process } = setUp('auth_expired');
    await expect(process().use(shop, refusing('t0'))).rejects.toThrow('ended');
    expect(shelf.state).toBe('needs_reauthorisation');
    expect(shelf.leased).toBe(false);
  });

  it.each(['forbidden', 'throttled', 'transient', 'invalid'] as const)(
    'that cannot be renewed because of something %s stop no polling, and are used as long as they hold',
    async (kind) => {
      const { shelf, machine, process } = setUp(kind);
      machine.at = 0.76 * LIFE;
      expect(await process().use(shop, echo)).toBe('t0');
      await expect(process().use(shop, refusing('t0'))).rejects.toThrow('ended');
      machine.at = LIFE;
      await expect(process().use(shop, echo)).rejects.toThrow('ended');
      expect([shelf.state, shelf.leased]).toEqual([undefined, false]);
    },
  );

  it('are used as long as they hold even when the shop must be authorised again', async () => {
    const { shelf, machine, process } = setUp('auth_expired');
    machine.at = 0.76 * LIFE;
    expect(await process().use(shop, echo)).toBe('t0');
    expect(shelf.state).toBe('needs_reauthorisation');
  });

  it('that a merchant, or a disconnection, replaced while they were renewed stay as they are', async () => {
    const { shelf, machine, process } = setUp();
    const theirs = { sealed: '', issuedAt: 0, expiresAt: 0 };
    const put = shelf.put.bind(shelf);
    shelf.put = (given, tokens, replaced) => {
      shelf.tokens = theirs;
      return put(given, tokens, replaced);
    };
    machine.at = 0.76 * LIFE;
    await process().use(shop, echo);
    expect([shelf.tokens, shelf.state]).toEqual([theirs, undefined]);
  });

  it('that were replaced while the platform refused them put no shop on the list', async () => {
    const { shelf, process } = setUp();
    const [before, refuse] = [
      shelf.tokens,
      () => Promise.reject(new PlatformFailure('auth_expired', 'ended')),
    ];
    let calls = 0;
    const call = () => {
      calls += 1;
      if (calls === 2) shelf.tokens = before;
      return refuse();
    };
    await expect(process().use(shop, call)).rejects.toThrow('ended');
    expect([calls, shelf.state]).toEqual([2, 'active']);
  });

  it('are left alone by a failure that has nothing to do with them', async () => {
    const { asked, process } = setUp();
    const throttled = () => Promise.reject(new PlatformFailure('throttled', 'slow down'));
    await expect(process().use(shop, throttled)).rejects.toThrow('slow down');
    expect(asked).toEqual([]);
  });

  it('are read once for calls that begin together, and again for the next one', async () => {
    const { process, shelf } = setUp();
    const keep = process();
    const call = (): Promise<string> => keep.use(shop, echo);
    expect(await Promise.all([call(), call(), call()])).toEqual(['t0', 't0', 't0']);
    expect(shelf.reads).toBe(1);
    shelf.tokens = undefined;
    await expect(call()).rejects.toThrow('not connected');
    await expect(call()).rejects.toThrow('not connected');
    expect(shelf.reads).toBe(3);
  });
});
