import type { BookingRequest, RawCallback } from '@cartrail/carriers';
import type { BookingPushVariant, BookingServer, BookingSituation } from '@cartrail/carriers/conformance';
import { DAY, MINUTE } from '../returns.js';
import type { Json } from '../running.js';
import { CourierPushes } from './courier-pushes.js';
import { advance, choose, courierWish, outOfReach } from './courier-wishes.js';
import type { Parcels } from './parcels.js';
import type { Stage } from './stage.js';
import type { CourierForm } from './vendor.js';

/** Of the sender of an order that cannot be cancelled. */
const TOO_LATE = '13800009999';
const TAKEN_IN_AFTER = 5 * MINUTE;
/** Some have no word for an order before that. */
const SOMEBODY_SENT_AFTER = 30 * MINUTE;
const reading: ReadonlySet<string> = new Set(['quote', 'reach', 'detail']);

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
    const { withoutNumber, knowsAgain, tooLate = {} } = this.form;
    if (situation === 'without-number' && !withoutNumber) return false;
    if (situation === 'duplicate' && knowsAgain !== true) return false;
    const { sim, vendor, calls } = this.stage;
    this.situation = situation;
    const { plan, account } = situation === 'without-number' ? (withoutNumber ?? {}) : {};
    await calls.expect(situation, !reading.has(feature), account);
    if (situation === 'unknown-code') await calls.befall(vendor.provider, 'unknown-code');
    await choose(sim, { default: plan ?? 'comes' });
    await choose(sim, { phone: TOO_LATE, plan: tooLate.plan ?? 'comes' });
    // Some vendors take an order in only some minutes later.
    if (feature === 'detail') await advance(sim, SOMEBODY_SENT_AFTER);
    if (feature === 'cancel')
      await advance(sim, situation === 'refuses' ? (tooLate.days ?? 2) * DAY : TAKEN_IN_AFTER);
    return true;
  }

  wish(situation: BookingSituation, feature: string): Partial<BookingRequest> {
    const usual = courierWish(this.stage);
    const { withoutNumber, refuses = { receiver: outOfReach(usual) }, refusesInWords = refuses } = this.form;
    if (situation === 'without-number') return { ...usual, ...withoutNumber?.wish };
    if (situation === 'refuses-aloud') return { ...usual, ...refusesInWords };
    if (situation !== 'refuses') return usual;
    if (feature === 'reach') return { ...usual, receiver: outOfReach(usual) };
    if (feature !== 'cancel') return { ...usual, ...refuses };
    return { ...usual, sender: { ...usual.sender, phone: TOO_LATE } };
  }

  async received(): Promise<{ signed: boolean; reference?: string }> {
    const { signed, reference } = await this.stage.calls.received();
    return { signed, reference: reference?.slice((this.form.prefix ?? '').length) };
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
