import { randomUUID } from 'node:crypto';
import { Door } from '../../doors/http.js';
import type { Stack } from '../../doors/stack.js';
import type { CaseDocument, OrderTruth, ParcelTruth } from '../../doors/truths.js';
import { eachOf, until } from '../../doors/waiting.js';
import type { Returning } from './returning.js';
import { signOffForm } from './sign-off.js';
import type { BookingTruth, CaseTruth, Offer } from './truths.js';

/** A courier is overdue an hour after his slot. */
const STALE_AFTER_MS = 3_600_000;
/** What is still not shown then is refused as not expected. */
const SHOWN_WITHIN_MS = 10_000;

/** What the people around a return do, each through a door of his own. */
export class ReturnDoors {
  readonly simulator: Door;
  private readonly merchant: Door;
  private readonly warehouse: Door;

  constructor(stack: Stack) {
    const key = (role: string) => ({ authorization: `Bearer ${stack.keys[role] ?? ''}` });
    this.simulator = new Door(stack.simulatorUrl);
    this.merchant = new Door(stack.gatewayUrl, key('merchant'));
    this.warehouse = new Door(stack.gatewayUrl, key('warehouse'));
  }

  async askOnPage(each: Returning): Promise<void> {
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

  async openCase(each: Returning): Promise<void> {
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
  async confirm(each: Returning, plan: string): Promise<string[]> {
    const { receiver } = await this.truthOf(each);
    const returnId = each.part?.returnId ?? '';
    // Who was let down before is late enough: the platform's seven days run for him, too.
    const parcelPlan = plan === each.story.courier ? 'normal' : 'quick';
    await this.simulator.put('/control/courier-plans', { phone: receiver.phone, plan, parcelPlan });
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
    each.staleFrom = plan === 'never' ? Date.parse(slot.to) + STALE_AFTER_MS : undefined;
    const unsorted = offers.some(({ score }, at) => at > 0 && Number(score) < Number(offers[at - 1]?.score));
    return unsorted ? [`${each.story.name}: offers are not in the order of their scores`] : [];
  }

  async now(): Promise<number> {
    return (await this.simulator.get<{ now: number }>('/clock')).now;
  }

  async approve({ part }: Returning): Promise<void> {
    await this.merchant.post(`/v1/returns/${part?.returnId ?? ''}/approval`, {}, newKey());
  }

  /** The buyer keeps it: here, and at the platform. */
  async cancel({ part, platformAfterSaleId }: Returning): Promise<void> {
    await this.merchant.post(`/v1/returns/${part?.returnId ?? ''}/cancellation`, { why: '不退了' }, newKey());
    await this.simulator.post(`/control/after-sales/${platformAfterSaleId ?? ''}/cancel`);
  }

  /** From now on the platform acts on what it is told about the case, and cuts its answer off. */
  async breakCase({ story, platformAfterSaleId }: Returning): Promise<void> {
    for (const name of story.caseFaults) {
      await this.simulator.post('/control/faults', { target: platformAfterSaleId, name, times: 2 });
    }
  }

  async sign(returns: readonly Returning[]): Promise<void> {
    const byNumber = new Map<string, Returning[]>();
    for (const each of returns) {
      const number = each.part?.number;
      if (number !== undefined) byNumber.set(number, [...(byNumber.get(number) ?? []), each]);
    }
    await eachOf([...byNumber], async ([number, held]) => {
      const inside = held.flatMap(({ story, part }) => (part ? [{ story, part }] : []));
      await this.expected(number, inside.length);
      return this.warehouse.post('/v1/sign-offs', signOffForm(number, inside), newKey());
    });
  }

  /** The operator's screen shows what is in the parcel before he signs for it. */
  private expected(number: string, returns: number): Promise<readonly object[]> {
    return until(
      async () => (await this.warehouse.get<{ data: object[] }>(`/v1/arrivals?number=${number}`)).data,
      (shown) => shown.length >= returns,
      SHOWN_WITHIN_MS,
    );
  }

  /** The buyer calls the platform's service; until it decides, the platform pays nobody. */
  async dispute(returns: readonly Returning[]): Promise<void> {
    await eachOf(returns, ({ platformAfterSaleId }) =>
      this.simulator.post(`/control/after-sales/${platformAfterSaleId ?? ''}/escalate`),
    );
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

  /** What has become of the last courier, whoever knows it already. */
  async courierOf(each: Returning): Promise<'came' | 'failed' | 'expected'> {
    const last = (await this.bookingsOf(each)).at(-1);
    if (last === undefined || last.pickedUpAt !== null) return last ? 'came' : 'expected';
    return last.state === 'failed' ? 'failed' : 'expected';
  }

  async isUnderWay({ part }: Returning): Promise<boolean> {
    if (part?.number === undefined) return false;
    return !(await this.simulator.get<ParcelTruth>(`/control/parcels/${part.number}`)).done;
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

const newKey = (): Readonly<Record<string, string>> => ({ 'idempotency-key': randomUUID() });
