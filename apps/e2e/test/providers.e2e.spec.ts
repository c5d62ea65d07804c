import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Everybody } from './providers/everybody.js';
import { installationOf, listed, simulated, type Listed } from './providers/installation.js';
import { knownOf } from './providers/journey.js';
import { couriers, nobody, rows, tellings } from './providers/rows.js';
import type { Installation } from './providers/tenant.js';
import { RunningStack } from './stack.js';

describe('a tenant with an account at one provider alone', () => {
  let running: RunningStack;
  let registry: readonly Listed[];
  let at: Installation;
  let everybody: Everybody;

  beforeAll(async () => {
    running = await RunningStack.up({ POLL_INTERVAL_MS: '300' });
    registry = await listed(running);
    at = await installationOf(running, registry);
    everybody = new Everybody(at);
    await everybody.go();
  }, 290_000);
  afterAll(() => running.down());

  const able = (feature: string): readonly string[] =>
    registry.filter(({ features }) => features[feature] === true).map(({ provider }) => provider);
  const ids = (of: readonly { readonly provider: string }[]): readonly string[] =>
    of.map(({ provider }) => provider).sort();

  it('is tried of every provider that tracks and is simulated', async () => {
    const vendors = await simulated(at.simulatorUrl);
    const tracking = able('track').filter((provider) => vendors.includes(provider));
    expect(ids(rows)).toEqual(tracking.toSorted());
  });

  it('is tried of every provider that sends couriers, but for those whose row says why not', () => {
    const without = new Set(ids(nobody));
    const booking = able('book').filter((provider) => ids(rows).includes(provider) && !without.has(provider));
    expect(ids(couriers)).toEqual(booking.toSorted());
  });

  it.each(rows)(
    'has every scan of its parcel by $provider, in order, and as soon as it is pushed',
    async (row) => {
      const { fetched } = everybody.way(row);
      fetched.mustHaveShipped();
      expect(fetched.behind).toEqual([]);
      const { scans } = await fetched.truth();
      const parcel = await fetched.parcel();
      const times = new Set(scans.map(({ occurredAt }) => Date.parse(occurredAt)));
      const told = parcel?.timeline.map(({ occurredAt, text }) => ({ at: Date.parse(occurredAt), text }));
      // Some vendors tell a scan in two lines, and some with words of their own behind it.
      expect(told?.filter((one) => times.has(one.at))).toEqual(
        scans.map(({ occurredAt, text }) => ({
          at: Date.parse(occurredAt),
          text: expect.stringContaining(text),
        })),
      );
      expect(parcel?.status).toBe('DELIVERED');
    },
  );

  it.each(couriers)(
    'is offered couriers of $provider, at its prices, or the card’s where it names none',
    (row) => {
      const { fetched, tenant } = everybody.way(row);
      fetched.mustHaveGone();
      const { offers } = fetched.offers;
      const priced = tenant.operations.includes('quote');
      const kind = { provider: row.provider, priceKind: priced ? 'PLATFORM' : 'CONTRACT' };
      expect(offers).toEqual(offers.map(() => expect.objectContaining(kind)));
      const silent = offers.filter(({ why }) => why.includes('provider-silent'));
      expect(silent).toHaveLength(priced ? 0 : offers.length);
      if (!row.aggregates) expect(offers.map(({ carrier }) => carrier)).toEqual([row.carrier]);
    },
  );

  it.each(couriers)(
    'has one courier of $provider bring the goods back, and knows of him what is told',
    async (row) => {
      const { fetched } = everybody.way(row);
      fetched.mustHaveGone();
      const [booking, ...others] = await fetched.bookings();
      expect(others).toEqual([]);
      expect(booking).toMatchObject({ vendor: row.provider, state: 'settled' });
      const part = await fetched.return();
      const pickup = part?.pickups.at(-1);
      expect(part?.status).toBe('Arrived');
      expect(pickup).toMatchObject({
        provider: row.provider,
        carrier: row.carrier,
        number: booking?.number,
        pickedUpAt: expect.any(String),
      });
      expect(knownOf(pickup, booking)).toEqual(tellings.filter((each) => !(each in row.silent)));
    },
  );

  it.each(couriers)('calls the courier of $provider off, and he does not come', async (row) => {
    const { calledOff } = everybody.way(row);
    calledOff.mustHaveGone();
    const pickup = (await calledOff.return())?.pickups.at(-1);
    expect(pickup).toMatchObject({ status: 'CancelledByUser', provider: row.provider });
    const [booking, ...others] = await calledOff.bookings();
    expect(others).toEqual([]);
    expect(booking).toMatchObject({ vendor: row.provider, state: 'cancelled', pickedUpAt: null });
  });

  it.each(nobody)('is offered no courier where $provider sends none', (row) => {
    const { fetched, tenant } = everybody.way(row);
    fetched.mustHaveGone();
    expect(tenant.operations).not.toContain('book');
    expect(fetched.offers.offers).toEqual([]);
    expect(fetched.offers.excluded.find(({ carrier }) => carrier === row.carrier)?.why).toEqual([
      'channel-down',
    ]);
  });
});
