import type { Stack } from '../../doors/stack.js';
import { eachOf, until } from '../../doors/waiting.js';
import { result, type StepResult, type Travelling } from '../steps.js';
import { compareReturn } from './compare-returns.js';
import { ReturnDoors } from './return-doors.js';
import type { Returning, Time } from './returning.js';
import { storyOf } from './stories.js';
import type { CaseTruth, ReturnPart } from './truths.js';

const PATIENCE_MS = 60_000;
const MOST_TICKS = 30;
/** What is still missing then shows in the comparison. */
const ALERT_WITHIN_MS = 10_000;
const SETTLED = new Set(['Refunded', 'Objected', 'Cancelled', 'Rejected']);

/** The returns of a journey, from the request to the refund, through public doors only. */
export class ReturnSteps {
  readonly returning: readonly Returning[];
  private readonly doors: ReturnDoors;

  constructor(
    stack: Stack,
    all: readonly Travelling[],
    private readonly time: Time,
  ) {
    this.doors = new ReturnDoors(stack);
    const made: Returning[] = [];
    all.forEach((order, index) => {
      const story = storyOf(index);
      if (story)
        made.push({ story, order, ...(story.courier === 'together' ? { together: made.at(-1) } : {}) });
    });
    this.returning = made;
  }

  /** Those that do not wait until it is too late. */
  private get timely(): readonly Returning[] {
    return this.returning.filter(({ story }) => story.begins !== 'late');
  }

  /** Every case is a return of ours, eligible; those begun on our page wait for their case and join it. */
  async asked(): Promise<StepResult> {
    await eachOf(this.timely, async (each) => {
      if (each.story.begins === 'page') await this.doors.askOnPage(each);
      await this.doors.openCase(each);
    });
    // A push that was lost is found by the next poll, which stays a little behind the clock.
    await this.time.hour();
    return this.reach('asked', this.timely, ({ status }) => status === 'Requested');
  }

  /** The second tap: offers are ranked and priced, the best one is confirmed, a courier is booked. */
  async confirmed(): Promise<StepResult> {
    const differences = (
      await eachOf(this.carried, (each) => this.doors.confirm(each, each.story.courier))
    ).flat();
    const booked = await this.reach('booked', this.carried, isBooked);
    return result(this.carried.length, [...differences, ...booked.differences]);
  }

  async cancelled(): Promise<StepResult> {
    const leaving = this.timely.filter(({ story }) => story.ends === 'Cancelled');
    await eachOf(leaving, (each) => this.doors.cancel(each));
    return this.reach(
      'cancelled',
      leaving,
      ({ status, pickups }) =>
        status === 'Cancelled' && pickups.every((pickup) => pickup.status.startsWith('Cancelled')),
    );
  }

  /** Couriers come; who is let down books another; what is handed over is known by its number. */
  async pickedUp(): Promise<StepResult> {
    const going = this.carried.filter(({ story }) => story.ends !== 'Cancelled');
    const gone = ({ part }: Returning): boolean => part?.number !== undefined && part.pickups.some(isGone);
    for (let ticks = 0; ticks < MOST_TICKS && !going.every(gone); ticks++) {
      await this.time.tick();
      await this.toldOfStale(going);
      await this.heard(going, gone);
      const letDown = going.filter(isLetDown);
      await eachOf(letDown, (each) => this.doors.confirm(each, 'comes'));
      await this.reach('booked again', letDown, isBooked);
    }
    return this.reach('picked up', going, (part, each) => gone({ ...each, part }));
  }

  /** The clock waits for what the couriers have done to be known: time that passes meanwhile is the platform's. */
  private async heard(going: readonly Returning[], gone: (each: Returning) => boolean): Promise<void> {
    const truths = await eachOf(going, async (each) => ({ each, courier: await this.doors.courierOf(each) }));
    const isKnown = ({ each, courier }: (typeof truths)[number]): boolean =>
      courier === 'expected' || (courier === 'came' ? gone(each) : isLetDown(each));
    await until(
      () => this.refresh(going),
      () => truths.every(isKnown),
      PATIENCE_MS,
    );
  }

  /** Who waits for a courier in vain is told so before the clock moves past it. */
  private async toldOfStale(going: readonly Returning[]): Promise<void> {
    const now = await this.doors.now();
    const waiting = going.filter(({ staleFrom }) => staleFrom !== undefined && staleFrom <= now);
    await until(
      () => eachOf(waiting, async (each) => (await this.doors.caseOf(each)).alerts),
      (found) => found.every((alerts) => alerts.some(({ detector }) => detector === 'PICKUP_ORDER_STALE')),
      ALERT_WITHIN_MS,
    );
  }

  /** The buyer of the second return names the first one's parcel at the platform. */
  async sharedParcels(): Promise<StepResult> {
    const second = this.timely.filter(({ together }) => together !== undefined);
    await eachOf(second, async (each) => {
      await this.doors.approve(each);
      await this.reach('agreed', [each], ({ status }) => status === 'Approved');
      const path = `/control/after-sales/${each.platformAfterSaleId ?? ''}`;
      await until(
        () => this.doors.simulator.get<CaseTruth>(path),
        ({ status }) => status === 'awaiting_return',
        PATIENCE_MS,
      );
      await this.doors.simulator.post(`${path}/ship`, { number: each.together?.part?.number });
    });
    return this.reach('named', second, (part, { together }) => part.number === together?.part?.number);
  }

  async signedOff(): Promise<StepResult> {
    const waiting = this.timely.filter(({ story }) => story.sign !== 'never');
    await eachOf(waiting, (each) => this.doors.breakCase(each));
    await this.doors.sign(waiting.filter(({ story }) => story.sign === 'before-arrival'));
    const rest = waiting.filter(({ story }) => story.sign !== 'before-arrival');
    const underWay = async (): Promise<boolean> =>
      (await eachOf(rest, (each) => this.doors.isUnderWay(each))).includes(true);
    for (let ticks = 0; ticks < MOST_TICKS && (await underWay()); ticks++) await this.time.tick();
    const arrived = await this.reach('arrived', rest, ({ status }) => status === 'Arrived');
    await this.doors.sign(rest);
    await this.doors.dispute(rest.filter(({ story }) => story.sign === 'short'));
    const signed = await this.reach('signed off', waiting, ({ signOffs }) => signOffs.length > 0);
    return result(waiting.length, [...arrived.differences, ...signed.differences]);
  }

  async refunded(): Promise<StepResult> {
    const ended = (each: Returning): boolean => SETTLED.has(each.part?.status ?? '');
    for (let ticks = 0; ticks < 4 && !this.timely.every(ended); ticks++) {
      await this.reach('ended', this.timely, ({ status }) => SETTLED.has(status ?? ''), 5_000);
      if (!this.timely.every(ended)) await this.time.tick();
    }
    return this.reach('ended', this.timely, ({ status }, { story }) => status === story.ends);
  }

  /** After the window: a rule says no, and until when it would have said yes. */
  async tooLate(): Promise<StepResult> {
    await this.time.days(8);
    const late = this.returning.filter(({ story }) => story.begins === 'late');
    await eachOf(late, (each) => this.doors.openCase(each));
    return this.reach(
      'refused',
      late,
      ({ status, decision }) =>
        status === 'Rejected' &&
        decision?.code === 'return/window-closed' &&
        decision.allowedUntil !== undefined,
    );
  }

  /** Refunds to the fen and couriers one by one, against what the platform and the carrier really did. */
  async agree(): Promise<StepResult> {
    const begun = this.returning.filter(({ platformAfterSaleId }) => platformAfterSaleId !== undefined);
    const differences = await until(
      async () => (await eachOf(begun, async (each) => this.compared(each))).flat(),
      (found) => found.length === 0,
      PATIENCE_MS,
    );
    return result(begun.length, differences);
  }

  private get carried(): readonly Returning[] {
    return this.timely.filter(({ story }) => story.courier !== 'together');
  }

  private async reach(
    what: string,
    returns: readonly Returning[],
    good: (part: ReturnPart, each: Returning) => boolean,
    withinMs = PATIENCE_MS,
  ): Promise<StepResult> {
    const there = (each: Returning): boolean => each.part !== undefined && good(each.part, each);
    await until(
      () => this.refresh(returns.filter((each) => !there(each))),
      () => returns.every(there),
      withinMs,
    );
    const missing = returns.filter((each) => !there(each));
    return result(
      returns.length,
      missing.map(({ story, order, part }) => {
        const pickup = part?.pickups.at(-1)?.status ?? 'no pickup';
        return `${story.name} (order ${order.platformOrderId}): not ${what}: ${part?.status ?? 'no return'}, ${pickup}`;
      }),
    );
  }

  private async refresh(returns: readonly Returning[]): Promise<void> {
    await eachOf(returns, async (each) => {
      each.part = (await this.doors.caseOf(each)).returns?.[0];
    });
  }

  private async compared(each: Returning): Promise<string[]> {
    const [truth, bookings] = [await this.doors.caseTruthOf(each), await this.doors.bookingsOf(each)];
    const { alerts, returns } = await this.doors.caseOf(each);
    each.part = returns?.[0];
    return compareReturn(each, truth, bookings, alerts);
  }
}

const isLetDown = ({ part }: Returning): boolean => part?.pickups.at(-1)?.status === 'PickupFailed';

const isGone = ({ status }: { readonly status: string }): boolean =>
  ['PickedUp', 'WeightChanged', 'Settled', 'Delivered'].includes(status);

const NOT_BOOKED = new Set(['Quoted', 'Unknown', 'PickupFailed']);
const isBooked = ({ pickups }: ReturnPart): boolean => {
  const status = pickups.at(-1)?.status;
  return status !== undefined && !NOT_BOOKED.has(status);
};
