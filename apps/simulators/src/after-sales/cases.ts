import { SECOND, type Clock, type Instant } from '@cartrail/kernel';
import type { Agenda } from '../agenda/agenda.js';
import { notFound } from '../control/problem.js';
import type { CaseEvent } from '../platforms/platform.js';
import type { Platforms } from '../platforms/platforms.js';
import type { Actor, AfterSale, CaseStatus } from '../state/after-sale.model.js';
import type { Planned } from '../state/planned.js';
import type { State } from '../state/state.js';
import { addressesOf } from './addresses.js';
import { patienceOf } from './rules.js';
import { wantsGoodsBack } from './words.js';

const PAYING_BACK_MS = 10 * SECOND;

/** After-sale cases: every change is a new version, with its deadline, and is told to the platform. */
export class Cases {
  private readonly agreed: ((one: AfterSale) => void)[] = [];

  constructor(
    private readonly state: State,
    private readonly clock: Clock,
    private readonly platforms: Platforms,
    private readonly agenda: Agenda,
  ) {
    agenda.perform('case-deadline', (planned) => {
      this.expire(planned);
    });
    agenda.perform('refund-paid', ({ id }) => {
      const paid = state.afterSales.get(id);
      if (paid) this.paid(paid);
    });
  }

  onAgreed(listener: (one: AfterSale) => void): void {
    this.agreed.push(listener);
  }

  get(id: string): AfterSale {
    const found = this.state.afterSales.get(id);
    if (!found) throw notFound(`no after-sale case ${id}`);
    return found;
  }

  open(one: AfterSale): void {
    this.state.afterSales.set(one.id, one);
    this.enter(one, 6, 'buyer', 'requested');
  }

  enter(one: AfterSale, status: CaseStatus, by: Actor, what: CaseEvent): void {
    one.status = status;
    one.history.push({ status, at: this.agenda.now(), by });
    const patience = patienceOf(status, one.type);
    this.setDeadline(one, patience === null ? null : this.agenda.now() + patience);
    this.change(one, what);
    if (status === 7) for (const listener of this.agreed) listener(one);
  }

  /** A new version of the same state. */
  change(one: AfterSale, ...events: CaseEvent[]): void {
    const second = Math.floor(this.clock.now() / SECOND) * SECOND;
    one.updatedAt = Math.max(second, one.updatedAt + SECOND);
    this.state.touch(one);
    const order = this.state.orders.get(one.orderId);
    if (order) for (const what of events) this.platforms.afterSale(what, one, order);
  }

  /** Something worth keeping that is no new version. */
  note(one: AfterSale): void {
    this.state.touch(one);
  }

  setDeadline(one: AfterSale, at: Instant | null): void {
    one.deadline = at === null ? null : Math.floor(at / SECOND) * SECOND;
    if (one.deadline !== null) this.agenda.plan(one.deadline, 'case-deadline', one.id, String(one.deadline));
  }

  /** Agrees that the goods come back, to the shop's first address unless another is named. */
  agreeReturn(one: AfterSale, by: Actor, addressId = this.defaultAddress(one)): void {
    one.addressId = addressId;
    this.enter(one, 7, by, 'returnAgreed');
  }

  /** Pays back the whole amount of the case, once; the bank needs a moment. */
  refund(one: AfterSale, by: 'merchant' | 'platform'): void {
    if (one.refunds.length > 0) throw new Error(`case ${one.id} is paid back already`);
    one.refunds.push({ at: this.agenda.now(), amountFen: one.refundFen, by });
    one.refundStatus = 2;
    this.enter(one, 12, by, 'refundAgreed');
    this.agenda.plan(this.agenda.now() + PAYING_BACK_MS, 'refund-paid', one.id);
  }

  private paid(one: AfterSale): void {
    one.refundStatus = 3;
    this.change(one, 'refunded');
  }

  private expire({ id, detail }: Planned): void {
    const one = this.state.afterSales.get(id);
    if (one?.deadline !== Number(detail)) return;
    switch (one.status) {
      case 6:
        if (wantsGoodsBack(one)) this.agreeReturn(one, 'platform');
        else this.refund(one, 'platform');
        return;
      case 11:
        this.refund(one, 'platform');
        return;
      case 7:
      case 27:
      case 29:
        this.enter(one, 28, 'platform', 'closed');
        return;
      case 13:
        this.enter(one, 14, 'platform', 'completed');
        return;
      case 12:
      case 14:
      case 28:
        return;
    }
  }

  private defaultAddress(one: AfterSale): string {
    const shop = this.state.shops.get(one.shopId);
    return (shop && addressesOf(shop)[0]?.addressId) ?? '';
  }
}
