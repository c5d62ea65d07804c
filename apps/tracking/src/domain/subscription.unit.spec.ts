import { describe, expect, it } from '@jest/globals';
import { changed, MINUTE, nothing } from '@cartrail/kernel';
import { lapse, renew } from './subscription.js';
import type { Waybill, WaybillFact } from './waybill.js';

const NOW = Date.UTC(2026, 10, 25, 2);
const AT = NOW + 30 * MINUTE;
const parcel: Waybill = {
  id: 'w1',
  number: 'YT1',
  carrier: 'YTO',
  generation: 1,
  orderIds: ['o1'],
  purpose: 'forward',
  returns: [],
  shippedAt: NOW,
  registeredAt: NOW,
  status: 'IN_TRANSIT',
  scans: [],
};
const delivered: Waybill = { ...parcel, status: 'DELIVERED' };

describe('a parcel its provider has given up', () => {
  it('is to be subscribed anew once the provider takes it again, whether or not there was news of it', () => {
    expect(lapse(nothing(), parcel, AT)).toMatchObject({ kind: 'changed', state: { resubscribeAt: AT } });
    const fact: WaybillFact = { type: 'Linked', orderId: 'o2', at: NOW };
    const news = changed<Waybill, WaybillFact>({ ...parcel, reason: 'news' }, fact);
    expect(lapse(news, parcel, AT)).toMatchObject({
      kind: 'changed',
      state: { reason: 'news', resubscribeAt: AT },
      facts: [fact],
    });
  });

  it('is so from the first time it is told', () => {
    const told = { ...parcel, resubscribeAt: AT };
    expect(lapse(nothing('same'), told, AT + MINUTE)).toEqual(nothing('same'));
  });

  it('is left alone where nothing more is expected of it, by the same news or before', () => {
    expect(lapse(nothing(), delivered, AT)).toEqual(nothing());
    const ended = changed<Waybill, WaybillFact>(delivered);
    expect(lapse(ended, parcel, AT)).toBe(ended);
    const replaced = { ...parcel, replacedBy: { number: 'YT2', carrier: 'YTO' } };
    expect(lapse(nothing(), replaced, AT)).toEqual(nothing());
  });

  it('is taken up once, and not before its time', () => {
    const told = { ...parcel, resubscribeAt: AT };
    expect(renew(told, AT - 1)).toMatchObject({ kind: 'nothing' });
    expect(renew(told, AT)).toMatchObject({
      kind: 'changed',
      state: { resubscribeAt: undefined },
      facts: [],
    });
    expect(renew(parcel, AT)).toMatchObject({ kind: 'nothing' });
    expect(renew(undefined, AT)).toMatchObject({ kind: 'nothing' });
  });
});
