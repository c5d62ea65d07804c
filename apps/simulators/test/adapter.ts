import {
  carrierFactories,
  fetchHttp,
  isSupported,
  reachedAt,
  type BookingRequest,
  type CallbackContent,
  type CallbackPort,
  type CarrierPort,
  type PickupPort,
} from '@cartrail/carriers';
import { HOUR, PHONE } from './returns.js';
import type { Got, Running } from './running.js';

/** The real adapter of a provider, with its account at the simulator. */
export function adapterOf(sim: Running, provider: string, settings: object): CarrierPort {
  const entry = carrierFactories.get(provider);
  if (!entry) throw new Error(`no adapter for ${provider}`);
  return entry.create(
    { ...settings, ...reachedAt(entry.manifest, `${sim.url}/${provider}`) },
    { http: fetchHttp, clock: sim.world.clock },
  );
}

export function pickupsOf({ pickups }: CarrierPort): PickupPort {
  if (!isSupported(pickups)) throw new Error('not supported');
  return pickups;
}

export function callbacksOf({ callbacks }: CarrierPort): CallbackPort {
  if (!isSupported(callbacks)) throw new Error('not supported');
  return callbacks;
}

/** What the adapter makes of a push of the simulator's. */
export function contentOf(port: CarrierPort, { body, headers: sent }: Got): CallbackContent {
  const headers = Object.fromEntries(Object.entries(sent).map(([name, value]) => [name, String(value)]));
  const reading = callbacksOf(port).read({ headers, body: Buffer.from(body) });
  if (reading.kind !== 'accepted') throw new Error(`a push is ${reading.kind}`);
  return reading.content;
}

/** A courier for clothes of 1.5 kg, from Shanghai to Hangzhou, in the second hour from now. */
export const wish = (
  sim: Running,
  carrier: string,
  reference: string,
  more: Partial<BookingRequest> = {},
): BookingRequest => ({
  reference,
  carrier,
  sender: { name: '王小红', phone: PHONE, address: '上海市浦东新区人民路1号' },
  receiver: { name: '退货组', phone: '13900000001', address: '浙江省杭州市西湖区物流园1号仓' },
  cargo: '服装',
  weightGrams: 1_500,
  slot: { from: sim.world.clock.now() + HOUR, to: sim.world.clock.now() + 3 * HOUR },
  callbackUrl: 'http://127.0.0.1/nowhere',
  ...more,
});
