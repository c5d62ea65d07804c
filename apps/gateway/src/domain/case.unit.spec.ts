import { describe, expect, it } from '@jest/globals';
import {
  aScan,
  aScanRecorded,
  aScanWithdrawn,
  aStatusCorrected,
  aWaybillLinked,
  aWaybillRegistered,
  aWaybillReplaced,
  anAlertAcknowledged,
  anAlertCleared,
  anAlertRaised,
  anOrderAddressChanged,
  anOrderClosed,
  anOrderImported,
  anInterceptionChanged,
  anOrderShipped,
  aShipmentAccepted,
  aShipmentFailed,
  aShipmentStopWanted,
  aShippingHalted,
  aShippingResumed,
} from '@cartrail/testing';
import { newId, toIso } from '@cartrail/kernel';
import type { EventEnvelope } from '@cartrail/contracts';
import fc from 'fast-check';
import { caseOf } from '../../test/support/fold.js';

const orderId = newId();
const at = (minute: number): string => toIso(Date.UTC(2026, 10, 20, 8, minute));
const parcel = (number: string, carrier: string) => ({
  number,
  carrier,
  waybillId: newId(),
  orderIds: [orderId],
});

/** One order, three parcels (two of them with one number), a replacement and two alerts: every source in its own order. */
function sources(): readonly (readonly EventEnvelope[])[] {
  const first = parcel('YT1', 'YTO');
  const same = parcel('YT1', 'ZTO');
  const next = parcel('SF9', 'SF');
  const [a, b, c] = [
    aScan({ occurredAt: at(30) }),
    aScan({ occurredAt: at(10) }),
    aScan({ occurredAt: at(10) }),
  ];
  const alert = { alertId: newId(), waybillId: first.waybillId, orderIds: [orderId] };
  const other = { alertId: newId(), waybillId: next.waybillId, orderIds: [orderId] };
  const shipmentId = newId();
  const stopped = { interceptionId: newId(), orderIds: [orderId] };
  const replaces = { number: first.number, carrier: first.carrier };
  return [
    [
      anOrderImported({ orderId }),
      anOrderShipped({ orderId, ...pick(first), fromRegion: undefined, toRegion: '310115' }),
      anOrderShipped({ orderId, ...pick(same) }),
      aShippingHalted({ orderId, lines: [{ lineId: 'l1', quantity: 2 }] }),
      aShipmentStopWanted({ orderId, ...pick(first) }),
      anOrderAddressChanged({ orderId }),
      aShippingResumed({ orderId, lines: [{ lineId: 'l1', quantity: 1 }] }),
      anOrderShipped({ orderId, ...pick(next), replaces }),
      anOrderClosed({ orderId }),
    ],
    [
      aWaybillRegistered({ ...first, fromRegion: '330100', toRegion: '440100' }),
      aScanRecorded({ ...first, scan: a, status: 'IN_TRANSIT' }),
      aScanRecorded({ ...first, scan: b, status: 'IN_TRANSIT', late: true }),
      aScanRecorded({ ...first, scan: c, status: 'DELIVERED' }),
      aScanWithdrawn({ ...first, scanId: c.scanId, status: 'IN_TRANSIT' }),
      aStatusCorrected({ ...first }),
      aWaybillReplaced({ ...first, replacedByNumber: 'SF9', replacedByCarrier: 'SF' }),
    ],
    [
      aWaybillLinked({ ...same, linkedOrderId: orderId, history: [b, a] }),
      aScanRecorded({ ...same, scan: aScan(), status: 'DELIVERED' }),
    ],
    [aWaybillRegistered({ ...next }), aScanRecorded({ ...next, scan: aScan() })],
    [anAlertRaised(alert), anAlertAcknowledged(alert), anAlertCleared(alert)],
    [anAlertRaised(other)],
    [aShipmentFailed({ shipmentId, orderId }), aShipmentAccepted({ shipmentId, orderId })],
    [aShipmentFailed({ orderId, number: 'YT2' })],
    [
      anInterceptionChanged({ ...stopped, ...pick(first) }),
      anInterceptionChanged({ ...stopped, ...pick(first), status: 'accepted' }),
    ],
  ];
}

const pick = ({ number, carrier }: { number: string; carrier: string }) => ({ number, carrier });
const told = sources();

/** How much of each source is known, and in which order the sources take turns. */
const deliveries = fc
  .tuple(...told.map((events) => fc.integer({ min: 0, max: events.length })))
  .chain((lengths) => {
    const turns = lengths.flatMap((length, source) => Array<number>(length).fill(source));
    return fc.tuple(
      fc.constant(lengths),
      fc.shuffledSubarray(turns, { minLength: turns.length, maxLength: turns.length }),
    );
  })
  .filter(([lengths]) => lengths.some((length) => length > 0));

function interleave(turns: readonly number[]): EventEnvelope[] {
  const next = told.map(() => 0);
  return turns.flatMap((source) => {
    const place = next[source] ?? 0;
    next[source] = place + 1;
    return told[source]?.[place] ?? [];
  });
}

describe('the case of an order', () => {
  it('is the same whichever topic was faster', () => {
    fc.assert(
      fc.property(deliveries, ([lengths, turns]) => {
        const inTurn = told.flatMap((events, source) => events.slice(0, lengths[source]));
        expect(caseOf(interleave(turns), orderId)).toEqual(caseOf(inTurn, orderId));
      }),
      { numRuns: 300 },
    );
  });

  it('does not change when events come again', () => {
    fc.assert(
      fc.property(deliveries, fc.infiniteStream(fc.nat()), ([, turns], picks) => {
        const events = interleave(turns);
        const again = events.flatMap((event, place) => {
          const repeat = events[(picks.next().value ?? 0) % (place + 1)];
          return repeat ? [event, repeat] : [event];
        });
        expect(caseOf(again, orderId)).toEqual(caseOf(events, orderId));
      }),
      { numRuns: 100 },
    );
  });

  it('keeps the parcels by number and carrier, and each timeline by time', () => {
    const { parcels } = caseOf([...told].reverse().flat(), orderId);
    expect(parcels.map(({ number, carrier }) => `${number} ${carrier}`)).toEqual([
      'SF9 SF',
      'YT1 YTO',
      'YT1 ZTO',
    ]);
    const times = parcels[1]?.timeline.map(({ occurredAt }) => occurredAt) ?? [];
    expect(times).toEqual([...times].sort());
    expect(parcels[1]).toMatchObject({
      fromRegion: '330100',
      toRegion: '310115',
      replacedBy: { number: 'SF9', carrier: 'SF' },
      corrections: [{ from: 'DELIVERED', to: 'IN_TRANSIT' }],
    });
    expect(parcels[1]?.timeline.filter(({ withdrawn }) => withdrawn)).toHaveLength(1);
  });

  it('takes what replaces a parcel from either side, and the order’s word over the other', () => {
    const old = parcel('YT1', 'YTO');
    const replaced = aWaybillReplaced({ ...old, replacedByNumber: 'X1', replacedByCarrier: 'SF' });
    const shipped = anOrderShipped({ orderId, number: 'SF9', carrier: 'SF', replaces: pick(old) });
    const by = (events: EventEnvelope[]) =>
      caseOf(events, orderId).parcels.find(({ number }) => number === 'YT1')?.replacedBy?.number;
    expect([by([replaced]), by([shipped]), by([replaced, shipped]), by([shipped, replaced])]).toEqual([
      'X1',
      'SF9',
      'SF9',
      'SF9',
    ]);
  });

  it('shows a number that came back as in use, whenever its carrier’s word on it arrives', () => {
    const [a, b] = [parcel('YT1', 'YTO'), parcel('SF9', 'SF')];
    const order: EventEnvelope[] = [
      anOrderShipped({ orderId, ...pick(a) }),
      anOrderShipped({ orderId, ...pick(b), replaces: pick(a) }),
      anOrderShipped({ orderId, ...pick(a), replaces: pick(b) }),
    ];
    const byB = aWaybillReplaced({ ...a, replacedByNumber: b.number, replacedByCarrier: b.carrier });
    const byA = aWaybillReplaced({ ...b, replacedByNumber: a.number, replacedByCarrier: a.carrier });
    for (let first = 0; first <= 3; first++) {
      for (let second = 0; second <= 4; second++) {
        const events = order.toSpliced(first, 0, byB).toSpliced(second, 0, byA);
        const { parcels } = caseOf(events, orderId);
        const shown = parcels.map(({ number, replacedBy }) => [number, replacedBy?.number]);
        expect(shown).toEqual([
          ['SF9', 'YT1'],
          ['YT1', undefined],
        ]);
      }
    }
  });
});
