import { machineClock, type Clock } from '@cartrail/kernel';
import { ConfigError } from '../config/load-config.js';
import { SimulatedClock } from './simulated-clock.js';

/** The machine's clock, or outside production the one `CLOCK_URL` names. */
export async function createClock(
  config: { readonly CLOCK_URL?: string; readonly NODE_ENV: string },
  service: string,
): Promise<Clock> {
  if (config.CLOCK_URL === undefined) return machineClock;
  if (config.NODE_ENV === 'production')
    throw new ConfigError('CLOCK_URL is set: a simulated clock is refused in production');
  const clock = new SimulatedClock(config.CLOCK_URL, service);
  await clock.start();
  return clock;
}
