import { fromShanghai, HOUR } from '@cartrail/kernel';
import { describe, expect, it } from '@jest/globals';
import type { Offer, OfferSheet } from '../src/application/ports.js';
import { carriersFor, toOffer, type ChannelAnswer } from '../src/domain/offers.js';
import { match } from '../src/domain/rules/matching.js';
import { offersView } from '../src/inbound/http/views.js';

const now = fromShanghai('2025-01-02 10:00:00') ?? 0;
const shipment = { fromRegion: '310115', toRegion: '330110', weightGrams: 500 };

/** The offers of a sheet as they are shown, where these are the answers of the providers. */
function shown(channels: readonly ChannelAnswer[]): readonly Record<string, unknown>[] {
  const { candidates } = carriersFor([], shipment, now).with(channels);
  const { ranked } = match(candidates, { weightGrams: shipment.weightGrams });
  const offers = ranked.map((each): Offer => ({
    ...toOffer(each, 'buyer'),
    ...{ offerId: 'o-1', provider: 'sf', carrierName: { zh: '', en: '' } },
  }));
  const sheet: OfferSheet = {
    ...{ sheetId: 's-1', returnId: 'r-1', revision: 1, fromRegion: '310115' },
    ...{ madeAt: now, expiresAt: now + HOUR, offers, excluded: [] },
  };
  return (offersView(sheet) as { offers: Record<string, unknown>[] }).offers;
}

describe('an offer', () => {
  it('shows what its provider promises in the provider’s words, and as an instant where they are one', () => {
    const at = fromShanghai('2025-01-03 18:00:00') ?? 0;
    const quotes = {
      SF: { priceFen: 1_800, promised: { text: '2025-01-03 18:00:00', at } },
      ZTO: { priceFen: 800, promised: { text: '后天' } },
      YTO: { priceFen: 900 },
    };
    const offers = shown(Object.entries(quotes).map(([carrier, quoted]) => ({ carrier, quoted })));
    const promised = new Map(offers.map((one) => [one['carrier'], one['promised']]));
    expect(promised.get('SF')).toEqual({ text: '2025-01-03 18:00:00', at: '2025-01-03T10:00:00.000Z' });
    expect(promised.get('ZTO')).toEqual({ text: '后天' });
    expect(promised.get('YTO')).toBe(undefined);
  });

  it('is ranked by our own experience, whatever is promised', () => {
    const rank = (text: string | undefined): readonly unknown[] =>
      shown(
        ['SF', 'ZTO', 'YTO'].map((carrier, at) => ({
          carrier,
          quoted: { priceFen: 1_000 + at, ...(text === undefined ? {} : { promised: { text, at: now } }) },
        })),
      ).map((one) => [one['carrier'], one['score'], one['etaHours']]);
    expect(rank('2025-01-02 10:00:00')).toEqual(rank(undefined));
  });
});
