import { type EventEnvelope } from '@cartrail/contracts';
import { anOrderShipped, aScan, aScanRecorded, aWaybillRegistered } from '@cartrail/testing';
import { type OutgoingEvent } from '../stack/records.js';

const HOUR = 3_600_000;

/** As the relay puts it on the topic: keyed by the aggregate, the same headers. */
export function outgoing(event: EventEnvelope): OutgoingEvent {
  return {
    key: event.partitionkey,
    value: JSON.stringify(event),
    headers: {
      'content-type': 'application/cloudevents+json; charset=UTF-8',
      ce_type: event.type,
      ce_id: event.id,
      traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    },
  };
}

export const meanBytes = (events: readonly OutgoingEvent[]): number =>
  Math.round(events.reduce((sum, { value }) => sum + Buffer.byteLength(value), 0) / events.length);

let parcels = 0;

/** Waybill numbers that no other round has used. */
export function newNumbers(count: number): string[] {
  return Array.from({ length: count }, () => `YT${String(9_000_000_000_000 + parcels++)}`);
}

export function shipments(tenantId: string, numbers: readonly string[]): OutgoingEvent[] {
  const now = Date.now();
  const shippedAt = new Date(now - 24 * HOUR).toISOString();
  return numbers.map((number) =>
    outgoing(anOrderShipped({ number, shippedAt, paidAt: shippedAt }, { tenantId, occurredAt: now })),
  );
}

const STATIONS = ['杭州市', '绍兴市', '金华市', '南昌市', '长沙市'];

/** Five events of each waybill, first the first of every one: the mix a day's traffic has. */
export function journeys(
  tenantId: string,
  numbers: readonly string[],
): { events: OutgoingEvent[]; cases: string[] } {
  const now = Date.now();
  const about = { tenantId, occurredAt: now };
  const registered = numbers.map((number) => aWaybillRegistered({ number }, about));
  const waves = STATIONS.slice(1).map((place, step) =>
    registered.map(({ data: { waybillId, number, carrier, orderIds } }) => {
      const occurredAt = new Date(now - HOUR * (8 - step)).toISOString();
      const scan = aScan({ occurredAt, place, text: `【${place}】快件已到达 ${place}转运中心` });
      return aScanRecorded({ waybillId, number, carrier, orderIds, scan, status: 'IN_TRANSIT' }, about);
    }),
  );
  const cases = registered.flatMap(({ data }) => data.orderIds);
  return { events: [...registered, ...waves.flat()].map(outgoing), cases };
}
