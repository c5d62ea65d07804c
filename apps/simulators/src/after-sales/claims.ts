import type { Clock } from '@cartrail/kernel';
import { notAllowed, wrongState } from '../control/problem.js';
import type { Faults } from '../delivery/faults.js';
import type { AfterSale, BuyerPlan, CaseLine, CaseType } from '../state/after-sale.model.js';
import type { FaultName, Order, PlanName } from '../state/model.js';
import type { Platforms } from '../platforms/platforms.js';
import type { State } from '../state/state.js';
import type { Cases } from './cases.js';
import { casesOf, isLive } from './lookup.js';

export interface NewCase {
  type: CaseType;
  lines: CaseLine[];
  reasonCode: number;
  refundAmountFen?: number;
  plan?: BuyerPlan;
  parcelPlan?: PlanName;
  faults?: FaultName[];
}

export interface Amendment {
  lines?: CaseLine[];
  reasonCode?: number;
  refundAmountFen?: number;
}

/** What a buyer claims and changes his mind about; what the platform would not let him do is refused. */
export class Claims {
  constructor(
    private readonly state: State,
    private readonly clock: Clock,
    private readonly cases: Cases,
    private readonly faults: Faults,
    private readonly platforms: Platforms,
  ) {}

  create(order: Order, wanted: NewCase): AfterSale {
    checkOrder(order, wanted.type);
    this.checkLines(order, wanted.lines);
    const one = this.draft(order, wanted);
    this.faults.own(one.id, one.faults);
    this.cases.open(one);
    return one;
  }

  cancel(one: AfterSale): void {
    if (![6, 7, 27, 29].includes(one.status)) throw wrongState(`case ${one.id} cannot be cancelled now`);
    this.cases.enter(one, 28, 'buyer', 'closed');
  }

  /** Asks for something else: the merchant has to agree anew. Once the goods are back, only the amount is negotiated. */
  amend(one: AfterSale, order: Order, wanted: Amendment): void {
    const onlyAmount = wanted.lines === undefined && wanted.reasonCode === undefined;
    if (!isLive(one) || one.status === 13 || (one.status === 11 && !onlyAmount)) {
      throw wrongState(`case ${one.id} cannot be amended like this now`);
    }
    const lines = wanted.lines ?? one.lines;
    if (wanted.lines) this.checkLines(order, wanted.lines, one.id);
    const asked = wanted.refundAmountFen ?? (wanted.lines ? undefined : one.refundFen);
    one.refundFen = amountOf(order, one.type, lines, asked);
    one.lines = lines;
    one.reasonCode = wanted.reasonCode ?? one.reasonCode;
    if (one.status === 11) this.cases.change(one, 'amended');
    else this.cases.enter(one, 6, 'buyer', 'amended');
  }

  /** Calls the platform's own service, which judges refunds; its clock stands still meanwhile. */
  escalate(one: AfterSale): void {
    if (one.type === 3) throw notAllowed('exchange', `case ${one.id} is about an exchange`);
    if (!isLive(one) || one.arbitrateStatus === 1) throw wrongState(`case ${one.id} cannot be escalated now`);
    one.arbitrateStatus = 1;
    this.cases.setDeadline(one, null);
    this.cases.change(one, 'disputed', 'deadlineChanged');
  }

  /** The platform's service has judged. */
  decide(one: AfterSale, winner: 'buyer' | 'merchant'): void {
    if (!isLive(one) || one.arbitrateStatus !== 1) throw wrongState(`case ${one.id} is not in dispute`);
    one.arbitrateStatus = winner === 'buyer' ? 2 : 3;
    if (winner === 'buyer') this.cases.refund(one, 'platform');
    else this.cases.enter(one, 28, 'platform', 'closed');
  }

  private draft(order: Order, wanted: NewCase): AfterSale {
    return {
      seq: 0,
      id: this.platforms.newCaseId(order.shopId),
      shopId: order.shopId,
      orderId: order.id,
      type: wanted.type,
      status: 6,
      refundStatus: 1,
      arbitrateStatus: 0,
      reasonCode: wanted.reasonCode,
      lines: wanted.lines,
      refundFen: amountOf(order, wanted.type, wanted.lines, wanted.refundAmountFen),
      plan: wanted.plan ?? 'fills-number',
      parcelPlan: wanted.parcelPlan ?? 'normal',
      appliedAt: this.clock.now(),
      updatedAt: 0,
      deadline: null,
      gotPackage: false,
      addressId: null,
      parcel: null,
      faults: wanted.faults ?? [],
      history: [],
      calls: [],
      refunds: [],
      reports: [],
    };
  }

  private checkLines(order: Order, lines: readonly CaseLine[], except?: string): void {
    const others = casesOf(this.state, order.id).filter((one) => one.id !== except);
    const claimed = (wanted: CaseLine, cases: readonly AfterSale[]): number =>
      cases.flatMap((one) => one.lines).reduce((sum, one) => sum + sameLine(one, wanted) * one.quantity, 0);
    for (const wanted of lines) {
      const line = order.lines.find((one) => one.platformLineId === wanted.platformLineId);
      if (!line) throw notAllowed('line-unknown', `order ${order.id} has no line ${wanted.platformLineId}`);
      const live = others.filter(isLive);
      if (claimed(wanted, live) > 0) {
        throw notAllowed('case-exists', `line ${line.platformLineId} has a case already`);
      }
      const back = claimed(
        wanted,
        others.filter((one) => one.status === 12),
      );
      const asked = lines.reduce((sum, one) => sum + sameLine(one, wanted) * one.quantity, 0);
      if (asked + back > line.quantity) {
        throw notAllowed(
          'quantity-exceeded',
          `line ${line.platformLineId} was bought ${String(line.quantity)} times`,
        );
      }
    }
  }
}

const sameLine = (a: CaseLine, b: CaseLine): 0 | 1 => (a.platformLineId === b.platformLineId ? 1 : 0);

function checkOrder(order: Order, type: CaseType): void {
  const shipped = order.status === 3 || order.status === 101 || order.status === 5;
  if (type === 2 ? order.status !== 2 : !shipped) {
    throw notAllowed('order-state', `order ${order.id} does not allow a case of this type now`);
  }
}

/** An exchange is about goods only. */
function amountOf(
  order: Order,
  type: CaseType,
  lines: readonly CaseLine[],
  asked: number | undefined,
): number {
  const priceOf = ({ platformLineId, quantity }: CaseLine): number =>
    (order.lines.find((line) => line.platformLineId === platformLineId)?.priceFen ?? 0) * quantity;
  const paid = type === 3 ? 0 : lines.reduce((sum, line) => sum + priceOf(line), 0);
  if (asked !== undefined && asked > paid) {
    throw notAllowed('amount-exceeded', `only ${String(paid)} fen can be paid back for these lines`);
  }
  return asked ?? paid;
}
