import type { BookingRequest } from '@cartrail/carriers';
import { wish } from '../adapter.js';
import { DAY, HOUR } from '../returns.js';
import type { Json, Running } from '../running.js';
import type { Stage } from './stage.js';

const CHINA = 8 * HOUR;
const STEP = 6 * HOUR;

/** A courier for tomorrow morning, which every carrier offers. */
export function courierWish({
  sim,
  vendor,
  captures,
}: Pick<Stage, 'sim' | 'vendor' | 'captures'>): BookingRequest {
  const midnight = Math.floor((sim.world.clock.now() + CHINA) / DAY) * DAY - CHINA;
  const slot = { from: midnight + DAY + 9 * HOUR, to: midnight + DAY + 11 * HOUR };
  return wish(sim, vendor.carrier, 'CONFORMANCE-', {
    ...{ slot, callbackUrl: captures.url },
    ...vendor.couriers?.usual,
  });
}

/** A receiver nobody delivers to. */
export const outOfReach = ({ receiver }: BookingRequest): BookingRequest['receiver'] => ({
  ...receiver,
  ...{ province: '台湾省', city: '台北市', district: '信义区', street: '某路1号' },
  address: '台湾省台北市信义区某路1号',
});

/** Which courier comes: `PUT /control/courier-plans`. */
export async function choose(sim: Running, plan: Json): Promise<void> {
  const { status, text } = await sim.call('PUT', '/control/courier-plans', plan);
  if (status !== 200) throw new Error(text);
}

/** In steps, so that what happens on the way happens at its time. */
export async function advance(sim: Running, ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= STEP) await sim.advance(Math.min(left, STEP));
}
