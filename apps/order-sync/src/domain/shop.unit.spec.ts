import { describe, expect, it } from '@jest/globals';
import { DAY, HOUR } from '@cartrail/kernel';
import { connect, disconnect, pause, resume, review, standingOf, type ConnectedShop } from './shop.js';

const wanted = {
  platform: 'kuaishou',
  vendorShopId: '1',
  name: '店',
  consent: 'merchant',
  tokens: { sealed: 's', issuedAt: 0, expiresAt: 2 * DAY, refreshExpiresAt: 180 * DAY },
} as const;

const shop = (more: Partial<ConnectedShop> = {}): ConnectedShop => ({
  ...wanted,
  state: 'active',
  connectedAt: 0,
  authorisedAt: 0,
  told: 'authorised',
  ...more,
});
const ending = (refreshExpiresAt: number, issuedAt = 0) => ({
  tokens: { sealed: 's', issuedAt, expiresAt: issuedAt + HOUR, refreshExpiresAt },
});
const at = (machine: number) => ({ business: 7, machine });

describe('a merchant’s consent', () => {
  it.each([
    ['authorised', 177 * DAY - 1],
    ['ending', 177 * DAY],
    ['lost', 180 * DAY],
  ])('of half a year is %s at %d', (standing, now) => {
    expect(standingOf(shop(), now)).toBe(standing);
  });

  it('that is short itself is ending in its last fifth, and not because a renewal left it less', () => {
    const short = shop({ ...ending(10 * HOUR) });
    expect([standingOf(short, 8 * HOUR - 1), standingOf(short, 8 * HOUR)]).toEqual(['authorised', 'ending']);
    expect(standingOf(shop({ ...ending(180 * DAY, 176 * DAY) }), 177 * DAY)).toBe('ending');
  });

  it('holds as long as the token it gave, even when it can no longer be renewed', () => {
    const last = shop({
      tokens: { sealed: 's', issuedAt: 0, expiresAt: 11 * DAY, refreshExpiresAt: 10 * DAY },
    });
    expect([standingOf(last, 10 * DAY), standingOf(last, 11 * DAY)]).toEqual(['ending', 'lost']);
  });

  it('never ends where the application has a right of its own', () => {
    expect(standingOf(shop({ consent: 'application' }), 999 * DAY)).toBe('authorised');
  });
});

describe('a review', () => {
  it('tells of an end that comes once, and of the loss once', () => {
    const told = review(shop(), at(178 * DAY));
    expect(told).toMatchObject({
      state: { told: 'ending', state: 'active' },
      facts: [{ type: 'ShopAuthorisationEnding', endsAt: 180 * DAY, at: 7 }],
    });
    expect(review(shop({ told: 'ending' }), at(178 * DAY)).kind).toBe('nothing');
    expect(review(shop({ told: 'ending' }), at(180 * DAY))).toMatchObject({
      state: { told: 'lost', state: 'needs_reauthorisation' },
      facts: [{ type: 'ShopAuthorisationLost', reason: 'ended' }],
    });
  });

  it('tells of what the platform refused, and of its change of mind', () => {
    expect(review(shop({ state: 'needs_reauthorisation' }), at(0))).toMatchObject({
      facts: [{ type: 'ShopAuthorisationLost', reason: 'refused' }],
    });
    expect(review(shop({ told: 'lost' }), at(0))).toMatchObject({
      facts: [{ type: 'ShopAuthorised', endsAt: 180 * DAY }],
    });
  });

  it.each(['paused', 'disconnected'] as const)('says nothing of a shop that is %s', (state) => {
    expect(review(shop({ state }), at(180 * DAY)).kind).toBe('nothing');
  });
});

describe('a shop', () => {
  it('comes back under its own name only, and starts a new consent', () => {
    const lost = shop({ state: 'needs_reauthorisation', told: 'lost', connectedAt: 5 });
    const again = { ...wanted, tokens: { ...wanted.tokens, issuedAt: 9 } };
    expect(connect(lost, again, 8)).toMatchObject({
      state: { state: 'active', connectedAt: 5, authorisedAt: 9, told: 'authorised' },
      facts: [{ type: 'ShopAuthorised', at: 8 }],
    });
    expect(connect(lost, { ...wanted, vendorShopId: '2' }, 8).kind).toBe('refused');
  });

  it('is paused, resumed and disconnected once each', () => {
    expect(pause(shop())).toMatchObject({ state: { state: 'paused', tokens: { sealed: 's' } }, facts: [] });
    expect(pause(shop({ state: 'paused' })).kind).toBe('nothing');
    expect(resume(shop({ state: 'paused' }))).toMatchObject({ state: { state: 'active' } });
    expect(resume(shop()).kind).toBe('nothing');
    expect(disconnect(shop(), 3)).toMatchObject({
      state: { state: 'disconnected', tokens: { sealed: '' } },
      facts: [{ type: 'ShopDisconnected', at: 3 }],
    });
    expect(disconnect(shop({ state: 'disconnected' }), 3).kind).toBe('nothing');
  });

  it('that was paused after its authorisation was lost is not active when it is resumed', () => {
    expect(resume(shop({ state: 'paused', told: 'lost' }))).toMatchObject({
      state: { state: 'needs_reauthorisation' },
    });
  });

  it('that is disconnected is neither paused nor resumed, and one that is not there is refused', () => {
    const gone = shop({ state: 'disconnected' });
    expect([pause(gone), resume(gone)]).toMatchObject([
      { code: 'shop/disconnected' },
      { code: 'shop/disconnected' },
    ]);
    expect([pause(undefined), resume(undefined), disconnect(undefined, 0)]).toMatchObject([
      { code: 'shop/not-found' },
      { code: 'shop/not-found' },
      { code: 'shop/not-found' },
    ]);
  });
});
