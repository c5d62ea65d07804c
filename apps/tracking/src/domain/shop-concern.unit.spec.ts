import { describe, expect, it } from '@jest/globals';
import { concernWatches, heardOfShop, type ShopConcern } from './shop-concern.js';

const ending: ShopConcern = {
  shopId: 's',
  since: { SHOP_AUTHORISATION_ENDING: 5 },
  news: 'ending',
  sequence: 2,
};

describe('what is heard of a shop', () => {
  it('holds from then on, and is not heard twice, nor late', () => {
    expect(heardOfShop(undefined, ending)).toMatchObject({ kind: 'changed', state: ending });
    expect(heardOfShop(ending, ending).kind).toBe('nothing');
    expect(heardOfShop(ending, { ...ending, since: {}, sequence: 1 }).kind).toBe('nothing');
  });

  it('is one condition at a time: what is lost is no longer ending', () => {
    const lost = { ...ending, since: { SHOP_AUTHORISATION_LOST: 9 }, news: 'lost', sequence: 3 };
    expect(concernWatches('s', lost, ending)).toMatchObject([
      { detector: 'SHOP_AUTHORISATION_ENDING', since: undefined, news: 'lost', shopId: 's' },
      { detector: 'SHOP_AUTHORISATION_LOST', since: 9 },
    ]);
    expect(concernWatches('s', { ...lost, since: {} }, undefined)).toEqual([]);
  });
});
