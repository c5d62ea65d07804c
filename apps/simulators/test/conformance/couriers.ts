import type { BookingRequest, RawCallback } from '@cartrail/carriers';
import type { BookingPushVariant, BookingServer, BookingSituation } from '@cartrail/carriers/conformance';
import { DAY } from '../returns.js';
import type { Json } from '../running.js';
import { CourierPushes } from './courier-pushes.js';
import { advance, choose, courierWish, outOfReach } from './courier-wishes.js';
import type { Parcels } from './parcels.js';
import type { Stage } from './stage.js';
import type { CourierForm } from './vendor.js';

const reading: ReadonlySet<string> = new Set(['quote', 'detail']);

/** The couriers of one vendor: what becomes of orders, and what it pushes about them. */
export class Couriers implements BookingServer {
  readonly intercepts: true | undefined;
  private situation: BookingSituation = 'answers';
  private readonly pushes: CourierPushes | undefined;

  constructor(
    private readonly stage: Stage,
    private readonly form: CourierForm,
    private readonly parcels: Parcels,
  ) {
    const { intercepts, pushes } = stage.vendor;
    this.intercepts = intercepts;
    this.pushes = pushes && form.pushes && new CourierPushes(stage, pushes, form.pushes);
  }

  async arrange(situation: BookingSituation, feature = 'book'): Promise<boolean> {
    const { withoutNumber, knowsAgain } = this.form;
    if (situation === 'without-number' && !withoutNumber) return false;
    if (situation === 'duplicate' && knowsAgain !== true) return false;
    const { sim, vendor, calls } = this.stage;
    this.situation = situation;
    const { plan, account } = situation === 'without-number' ? (withoutNumber ?? {}) : {};
    await calls.expect(situation, !reading.has(feature), account);
    if (situation === 'unknown-code') await calls.befall(vendor.provider, 'unknown-code');
    await choose(sim, { default: plan ?? 'comes' });
    // Who has fetched it cannot be called off.
    if (situation === 'refuses' && feature === 'cancel') await advance(sim, 2 * DAY);
    return true;
  }

  wish(situation: BookingSituation): Partial<BookingRequest> {
    const usual = courierWish(this.stage);
    const { withoutNumber, refuses = { receiver: outOfReach(usual) } } = this.form;
    if (situation === 'refuses') return { ...usual, ...refuses };
    return situation === 'without-number' ? { ...usual, ...withoutNumber?.wish } : usual;
  }

  received(): Promise<{ signed: boolean; reference?: string }> {
    return this.stage.calls.received();
  }

  async made(): Promise<number> {
    const { sim, vendor } = this.stage;
    const { json } = await sim.call('GET', '/control/bookings');
    return (json['items'] as Json[]).filter((one) => one['vendor'] === vendor.provider).length;
  }

  onItsWay(): Promise<string> {
    return this.situation === 'refuses' ? this.parcels.arrived() : this.parcels.onItsWay();
  }

  async push(variant: BookingPushVariant): Promise<RawCallback | undefined> {
    return this.pushes?.push(variant);
  }
}
