import { randomUUID } from 'node:crypto';
import { Door } from '../../doors/http.js';
import type { Stack } from '../../doors/stack.js';
import type { CaseDocument, OrderTruth } from '../../doors/truths.js';
import { eachOf, until } from '../../doors/waiting.js';
import { result, type StepResult, type Travelling } from '../steps.js';
import { compareReturn } from './compare-returns.js';
import { signOffForm } from './sign-off.js';
import { storyOf, type Story } from './stories.js';
import type { BookingTruth, CaseTruth, Offer, ReturnPart } from './truths.js';

const PATIENCE_MS = 60_000;
const MOST_TICKS = 30;
const SETTLED = new Set(['Refunded', 'Objected', 'Cancelled', 'Rejected']);

/** How the journey moves the simulated clock. */
export interface Time {
  hour(): Promise<void>;
  /** Some hours, and detectors look around. */
  tick(): Promise<void>;
  days(count: number): Promise<void>;
}

/** One order's return, as far as it has come. */
export interface Returning {
  readonly story: Story;
  readonly order: Travelling;
  /** Whose parcel it travels in. */
  readonly together?: Returning;
  platformAfterSaleId?: string;
  part?: ReturnPart;
}

/** The returns of a journey, from the request to the refund, through public doors only. */
export class ReturnSteps {
  readonly returning: readonly Returning[];
  private readonly simulator: Door;
  private readonly merchant: Door;
  private readonly warehouse: Door;

  constructor(
    stack: Stack,
    all: readonly Travelling[],
    private readonly time: Time,
  ) {
    const key = (role: string) => ({ authorization: `Bearer ${stack.keys[role] ?? ''}` });
    this.simulator = new Door(stack.simulatorUrl);
    this.merchant = new Door(stack.gatewayUrl, key('merchant'));
    this.warehouse = new Door(stack.gatewayUrl, key('warehouse'));
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
      if (each.story.begins === 'page') await this.askOnPage(each);
      await this.openCase(each);
    });
    // A push that was lost is found by the next poll, which stays a little behind the clock.
    await this.time.hour();
    return this.reach('asked', this.timely, ({ status }) => status === 'Requested');
  }

  /** The second tap: offers are ranked and priced, the best one is confirmed, a courier is booked. */
  async confirmed(): Promise<StepResult> {
    const differences = (await eachOf(this.carried, (each) => this.confirm(each, each.story.courier))).flat();
    const booked = await this.reach('booked', this.carried, isBooked);
    return result(this.carried.length, [...differences, ...booked.differences]);
  }

  async cancelled(): Promise<StepResult> {
    const leaving = this.timely.filter(({ story }) => story.ends === 'Cancelled');
    await eachOf(leaving, async ({ part, platformAfterSaleId }) => {
      await this.merchant.post(
        `/v1/returns/${part?.returnId ?? ''}/cancellation`,
        { why: '不退了' },
        newKey(),
      );
      await this.simulator.post(`/control/after-sales/${platformAfterSaleId ?? ''}/cancel`);
    });
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
      await this.refresh(going);
      const letDown = going.filter(({ part }) => part?.pickups.at(-1)?.status === 'PickupFailed');
      await eachOf(letDown, (each) => this.confirm(each, 'comes'));
      await this.reach('booked again', letDown, isBooked);
    }
    return this.reach('picked up', going, (part, each) => gone({ ...each, part }));
  }

  /** The buyer of the second return names the first one's parcel at the platform. */
  async sharedParcels(): Promise<StepResult> {
    const second = this.timely.filter(({ together }) => together !== undefined);
    await eachOf(second, async (each) => {
      const returnId = each.part?.returnId ?? '';
      await this.merchant.post(`/v1/returns/${returnId}/approval`, {}, newKey());
      await this.reach('agreed', [each], ({ status }) => status === 'Approved');
      const path = `/control/after-sales/${each.platformAfterSaleId ?? ''}`;
      await until(
        () => this.simulator.get<CaseTruth>(path),
        ({ status }) => status === 'awaiting_return',
        PATIENCE_MS,
      );
      await this.simulator.post(`${path}/ship`, { number: each.together?.part?.number });
    });
    return this.reach('named', second, (part, { together }) => part.number === together?.part?.number);
  }

  async signedOff(): Promise<StepResult> {
    const waiting = this.timely.filter(({ story }) => story.sign !== 'never');
    await this.sign(waiting.filter(({ story }) => story.sign === 'before-arrival'));
    const rest = waiting.filter(({ story }) => story.sign !== 'before-arrival');
    const here = ({ part }: Returning): boolean => part?.status === 'Arrived';
    for (let ticks = 0; ticks < MOST_TICKS && !rest.every(here); ticks++) {
      await this.time.tick();
      await this.refresh(rest);
    }
    const arrived = await this.reach('arrived', rest, ({ status }) => status === 'Arrived');
    await this.sign(rest);
    await this.dispute(rest.filter(({ story }) => story.sign === 'short'));
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
    await eachOf(late, (each) => this.openCase(each));
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

  private async askOnPage(each: Returning): Promise<void> {
    const { order } = await this.caseOf(each);
    const lines = order?.lines.map(({ lineId, quantity }) => ({ lineId, quantity }));
    const body = { orderId: each.order.caseId, lines, reason: 'no_reason' };
    const answer = await this.merchant.post<{ returnId: string; status: string }>(
      '/v1/returns',
      body,
      newKey(),
    );
    if (answer.status !== 'AwaitingCase') throw new Error(`a return on our page began as ${answer.status}`);
  }

  private async openCase(each: Returning): Promise<void> {
    const truth = await this.truthOf(each);
    const wanted = truth.lines.slice(0, each.story.lines === 'all' ? undefined : 1);
    const lines = wanted.map(({ platformLineId, quantity }) => ({
      platformLineId,
      quantity: each.story.lines === 'all' ? quantity : 1,
    }));
    const made = await this.simulator.post<{ platformAfterSaleId: string }>(
      `/control/orders/${each.order.platformOrderId}/after-sales`,
      {
        ...{ type: 0, lines, reasonCode: each.story.reasonCode, faults: [] },
        plan: each.story.courier === 'together' ? 'never-sends' : 'fills-number',
      },
    );
    each.platformAfterSaleId = made.platformAfterSaleId;
  }

  /** Answers what is wrong with the offers. */
  private async confirm(each: Returning, plan: string): Promise<string[]> {
    const { receiver } = await this.truthOf(each);
    const returnId = each.part?.returnId ?? '';
    await this.simulator.put('/control/courier-plans', { phone: receiver.phone, plan, parcelPlan: 'normal' });
    if (each.story.bookingFaults.length > 0) {
      for (const name of each.story.bookingFaults) {
        await this.simulator.post('/control/faults', { target: receiver.phone, name, times: 1 });
      }
    }
    const { offers } = await this.merchant.get<{ offers: Offer[] }>(`/v1/returns/${returnId}/offers`);
    const best = offers.find(({ slots }) => slots.length > 0);
    const slot = best?.slots[0];
    if (!best || !slot) return [`${each.story.name}: no offer has a slot`];
    const { name, phone, region, province, city, detail } = receiver;
    const contact = { name, phone, address: `${province}${city}${detail}`, regionCode: region };
    const body = { offerId: best.offerId, slot, ...(each.story.contact === 'given' ? { contact } : {}) };
    await this.merchant.post(`/v1/returns/${returnId}/confirmation`, body, newKey());
    const unsorted = offers.some(({ score }, at) => at > 0 && Number(score) < Number(offers[at - 1]?.score));
    return unsorted ? [`${each.story.name}: offers are not in the order of their scores`] : [];
  }

  private async sign(returns: readonly Returning[]): Promise<void> {
    const byNumber = new Map<string, Returning[]>();
    for (const each of returns) {
      const number = each.part?.number;
      if (number !== undefined) byNumber.set(number, [...(byNumber.get(number) ?? []), each]);
    }
    await eachOf([...byNumber], ([number, held]) => {
      const inside = held.flatMap(({ story, part }) => (part ? [{ story, part }] : []));
      return this.warehouse.post('/v1/sign-offs', signOffForm(number, inside), newKey());
    });
  }

  /** The buyer calls the platform's service; until it decides, the platform pays nobody. */
  private async dispute(returns: readonly Returning[]): Promise<void> {
    await eachOf(returns, ({ platformAfterSaleId }) =>
      this.simulator.post(`/control/after-sales/${platformAfterSaleId ?? ''}/escalate`),
    );
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
      each.part = (await this.caseOf(each)).returns?.[0];
    });
  }

  private async compared(each: Returning): Promise<string[]> {
    const [truth, bookings] = [await this.caseTruthOf(each), await this.bookingsOf(each)];
    const { alerts, returns } = await this.caseOf(each);
    each.part = returns?.[0];
    return compareReturn(each, truth, bookings, alerts);
  }

  caseOf({ order }: Returning): Promise<CaseDocument> {
    return this.merchant.get(`/v1/cases/${order.caseId ?? ''}`);
  }

  truthOf({ order }: Returning): Promise<OrderTruth> {
    return this.simulator.get(`/control/orders/${order.platformOrderId}`);
  }

  caseTruthOf({ platformAfterSaleId }: Returning): Promise<CaseTruth> {
    return this.simulator.get(`/control/after-sales/${platformAfterSaleId ?? ''}`);
  }

  async bookingsOf(each: Returning): Promise<readonly BookingTruth[]> {
    const { receiver } = await this.truthOf(each);
    const { items } = await this.simulator.get<{ items: BookingTruth[] }>('/control/bookings');
    // The order's own receiver is reached by the platform's virtual number.
    return items.filter(
      ({ senderPhone, number }) => senderPhone === receiver.phone || number === each.part?.number,
    );
  }
}

const isGone = ({ status }: { readonly status: string }): boolean =>
  ['PickedUp', 'WeightChanged', 'Settled', 'Delivered'].includes(status);

const NOT_BOOKED = new Set(['Quoted', 'Unknown', 'PickupFailed']);
const isBooked = ({ pickups }: ReturnPart): boolean => {
  const status = pickups.at(-1)?.status;
  return status !== undefined && !NOT_BOOKED.has(status);
};

const newKey = (): Readonly<Record<string, string>> => ({ 'idempotency-key': randomUUID() });
