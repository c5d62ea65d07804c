import type { Clock } from '@cartrail/kernel';
import { wrongState } from '../control/problem.js';
import type { ParcelWish, Parcels } from '../parcels/parcels.js';
import type { Actor, AfterSale, CaseStatus, CaseType } from '../state/after-sale.model.js';
import type { State } from '../state/state.js';
import type { Cases } from './cases.js';
import { wantsGoodsBack } from './words.js';

interface Allowed {
  readonly types: readonly CaseType[];
  readonly statuses: readonly CaseStatus[];
}

/**
 * What a merchant may do with a case, on any platform, and when. A platform may allow less of it. `agree-refund` at 6 is
 * for a return, too: some platforms let the buyer keep the goods.
 */
const rules = {
  'agree-return': { types: [0, 3], statuses: [6] },
  'refuse-return': { types: [0, 3], statuses: [6] },
  'agree-refund': { types: [0, 1, 2], statuses: [6] },
  'refuse-refund': { types: [1, 2], statuses: [6] },
  /** The goods are back and the money goes out. */
  'confirm-receipt': { types: [0], statuses: [11] },
  'refuse-receipt': { types: [0, 3], statuses: [11] },
  /** The goods are in the warehouse; what follows is another act. */
  'report-received': { types: [0, 3], statuses: [7, 11] },
  /** What was asked for in exchange goes out. */
  ship: { types: [3], statuses: [11] },
} as const satisfies Record<string, Allowed>;
export type MerchantAct = keyof typeof rules;
export const merchantActs = Object.keys(rules) as readonly MerchantAct[];

/** What an act may say beside; each act looks at its own. */
export interface Terms {
  /** Where the goods are to go (`agree-return`); the shop's first address where absent. */
  addressId?: string;
  /** When and as what number they arrived (`report-received`); Unix seconds, now where absent. */
  opTime?: number;
  trackingNo?: string;
  /** How the new goods travel (`ship`). */
  parcel?: ParcelWish;
}

export function mayDo(one: AfterSale, act: MerchantAct): boolean {
  const { types, statuses }: Allowed = rules[act];
  return types.includes(one.type) && statuses.includes(one.status);
}

/** The merchant's side of a case, or of a platform's helper that acts for him. */
export class Merchant {
  constructor(
    private readonly state: State,
    private readonly cases: Cases,
    private readonly parcels: Parcels,
    private readonly clock: Clock,
  ) {}

  /** Refuses what `mayDo` does not allow with 409 of the control API: a platform asks that first. */
  act(one: AfterSale, act: MerchantAct, terms: Terms = {}, by: Exclude<Actor, 'buyer'> = 'merchant'): void {
    if (!mayDo(one, act)) throw wrongState(`case ${one.id} does not allow ${act} now`);
    switch (act) {
      case 'agree-return':
        this.cases.agreeReturn(one, by, terms.addressId);
        return;
      case 'agree-refund':
      case 'confirm-receipt':
        this.cases.refund(one, by);
        return;
      case 'refuse-return':
        this.cases.enter(one, 27, by, 'returnRefused');
        return;
      case 'refuse-refund':
        this.cases.enter(one, 27, by, 'refundRefused');
        return;
      case 'refuse-receipt':
        this.cases.enter(one, 29, by, 'receiptRefused');
        return;
      case 'report-received':
        this.received(one, terms);
        return;
      case 'ship':
        this.ship(one, by, terms.parcel ?? {});
        return;
    }
  }

  /** A person says no in the merchant's console, to whatever waits for his consent. */
  refuse(one: AfterSale): void {
    if (one.status === 11) this.act(one, 'refuse-receipt');
    else this.act(one, wantsGoodsBack(one) ? 'refuse-return' : 'refuse-refund');
  }

  /** No new version of the case, but of an exchange, which is another state on the platforms. */
  private received(one: AfterSale, { opTime, trackingNo }: Terms): void {
    const at = this.clock.now();
    one.gotPackage = true;
    one.reports.push({
      at,
      opTime: opTime ?? Math.floor(at / 1_000),
      trackingNo: trackingNo ?? one.parcel?.number ?? '',
    });
    if (one.type === 3) this.cases.change(one, 'received');
    else this.cases.note(one);
  }

  private ship(one: AfterSale, by: Actor, wish: ParcelWish): void {
    const order = this.state.orders.get(one.orderId);
    if (!order) throw wrongState(`the order of case ${one.id} is forgotten`);
    const { number, carrier } = this.parcels.ship(order, wish);
    one.gotPackage = true;
    one.newGoods = { number, carrier, shippedAt: this.clock.now() };
    this.cases.enter(one, 13, by, 'reshipped');
  }
}
