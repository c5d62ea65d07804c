import { DAY, HOUR, toShortId, type Cause, type Clock, type Instant } from '@cartrail/kernel';
import { caseNews, heardCase } from '../../src/domain/order/cases.js';
import { imported } from '../../src/domain/order/import-order.js';
import type { CaseAsk, CaseNews, OrderFacts } from '../../src/domain/order/order-file.js';
import { moved, shipped } from '../../src/domain/order/parcels.js';
import { quote } from '../../src/domain/pickup/book.js';
import type { Pickup } from '../../src/domain/pickup/pickup.js';
import { changePickup, confirm, type Confirmation } from '../../src/domain/return/confirm.js';
import type { Return } from '../../src/domain/return/return.js';
import { slotsFor } from '../../src/domain/rules/slots.js';
import type { Calendar } from '../../src/domain/rules/window.js';
import { Flow } from '../../src/inbound/flow/flow.js';
import { Memory } from './memory.js';

export const cause: Cause = { tenantId: 'demo01', correlationId: 'c', causationId: 'c' };
/** No day rests: windows are as long as they say. */
export const calendar: Calendar = { isRestDay: () => false };
/** Monday, 23 November 2026, 10:00 in Shanghai. */
export const MORNING: Instant = Date.UTC(2026, 10, 23, 2, 0, 0);

const id = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;
export const ids = { order: id(1), shop: id(2), case: id(3), line: id(4), line2: id(5) };

export class StillClock implements Clock {
  constructor(private at: Instant = MORNING) {}
  now(): Instant {
    return this.at;
  }
  advance(ms: number): void {
    this.at += ms;
  }
}

export const anOrder = (facts: Partial<OrderFacts> = {}): OrderFacts => ({
  shopId: ids.shop,
  platform: 'douyin',
  platformOrderId: '6917000000000000001',
  buyerRef: 'b_1',
  paidFen: 29_700,
  postFen: 0,
  lines: [
    { lineId: ids.line, quantity: 2, payAmountFen: 19_800, category: 'APPAREL', weightGrams: 500 },
    { lineId: ids.line2, quantity: 1, payAmountFen: 9_900, category: 'APPAREL', weightGrams: 300 },
  ],
  warehouseCode: 'HZ1',
  buyerRegion: '310115',
  buyerPlace: '上海市浦东新区',
  ...facts,
});

export const anAsk = (ask: Partial<CaseAsk> = {}): CaseAsk => ({
  afterSaleId: ids.case,
  platformAfterSaleId: '7100000000000000001',
  kind: 'return_refund',
  status: 'requested',
  reason: 'no_reason',
  lines: [{ lineId: ids.line, quantity: 1 }],
  refundAmountFen: 9_900,
  refundPostFen: 0,
  appliedAt: MORNING,
  sourceUpdatedAt: MORNING,
  buyerRef: 'b_1',
  ...ask,
});

/** Orders, cases, returns and couriers in memory, through the flow the service uses. */
export class World {
  readonly clock = new StillClock();
  readonly memory = new Memory();
  readonly flow = new Flow(this.memory.stores, this.clock);
  private made = 100;

  newId(): string {
    this.made += 1;
    return id(this.made);
  }

  /** Bought, shipped in YT1 and delivered yesterday. */
  delivered(facts: Partial<OrderFacts> = {}, at: Instant = MORNING - DAY): this {
    this.order((file) => imported(file, ids.order, anOrder(facts), calendar));
    const parcel = { number: 'YT1', lineIds: [ids.line, ids.line2] };
    this.order((file) => shipped(file, ids.order, parcel));
    this.order((file) => moved(file, ids.order, { type: 'Delivered', number: 'YT1', carrier: 'YTO', at }));
    return this;
  }

  order(decide: Parameters<Flow['ofOrder']>[2], orderId = ids.order): void {
    this.memory.apply([this.flow.ofOrder(orderId, cause, decide)]);
  }

  ask(ask: Partial<CaseAsk> = {}): this {
    const claimId = this.newId();
    this.order((file) => heardCase(file, ids.order, anAsk(ask), claimId, calendar));
    return this;
  }

  news(news: CaseNews, afterSaleId = ids.case): this {
    this.order((file) => caseNews(file, afterSaleId, news));
    return this;
  }

  agreed(by = 'cartrail'): this {
    return this.news({ type: 'Agreed', by, at: this.clock.now(), shipBy: this.clock.now() + 7 * DAY });
  }

  toReturn(decide: Parameters<Flow['ofReturn']>[2], returnId = this.theReturn().id): void {
    this.memory.apply([this.flow.ofReturn(returnId, cause, decide)]);
  }

  toPickup(decide: Parameters<Flow['ofPickup']>[2], pickupId = this.thePickup().id): void {
    this.memory.apply([this.flow.ofPickup({ id: pickupId }, cause, decide)]);
  }

  /** The second tap, on a YTO offer of the day's last slot. */
  confirm(about: Partial<Confirmation> = {}): this {
    return this.choose(confirm, about);
  }

  /** Another courier in place of the one who was to come. */
  changePickup(): this {
    return this.choose(changePickup, {});
  }

  private choose(decide: typeof confirm, about: Partial<Confirmation>): this {
    const state = this.theReturn();
    const now = this.clock.now();
    const slots = slotsFor('YTO', now);
    const slot = slots.at(-1) ?? { from: now, to: now + 4 * HOUR };
    const pickupId = this.newId();
    const confirmation: Confirmation = {
      pickup: { id: pickupId, phoneTail: '0001', fromRegion: '310115', toRegion: '330100' },
      offer: { carrier: 'YTO', slots, revision: state.revision, expiresAt: now + HOUR, reaches: true },
      slot,
      ...about,
    };
    const pickup = aPickup(state, pickupId, confirmation, now);
    const chosen = this.flow.ofPickup({ id: pickupId }, cause, (known) => quote(known, pickup), pickupId);
    this.memory.apply([
      this.flow.ofReturn(state.id, cause, (known, given) => decide(known, confirmation, given), [chosen]),
    ]);
    return this;
  }

  theReturn(): Return {
    const found = this.memory.returns().at(-1);
    if (!found) throw new Error('there is no return');
    return found;
  }

  thePickup(): Pickup {
    const found = this.memory.pickups().at(-1);
    if (!found) throw new Error('there is no pickup');
    return found;
  }

  /** Types of what was told, in order; of one store where it is named. */
  told(store?: string): (string | undefined)[] {
    return this.memory.told
      .filter((each) => store === undefined || each.store === store)
      .map(({ fact }) => fact.type);
  }

  effects(): string[] {
    return this.memory.effects.map(({ kind }) => kind);
  }
}

const aPickup = (state: Return, pickupId: string, { slot }: Confirmation, now: Instant): Pickup => ({
  id: pickupId,
  returnId: state.id,
  orderId: state.orderId,
  shopId: state.shopId,
  provider: 'kuaidi100',
  carrier: 'YTO',
  status: 'Quoted',
  slot,
  quoteFen: 1_050,
  priceKind: 'PLATFORM',
  payer: 'buyer',
  weightGrams: 500,
  cargo: '服饰鞋靴',
  warehouseCode: 'HZ1',
  contact: { nameMask: '张*', phoneMask: '138****0001', phoneTail: '0001', regionCode: '310115' },
  sealedContact: `sealed-${toShortId(pickupId)}`,
  heard: {},
  heardAt: now,
});
