import type { Clock } from '@cartrail/kernel';
import { wrongState } from '../control/problem.js';
import type { AfterSale, CaseStatus, CaseType } from '../state/after-sale.model.js';
import type { Cases } from './cases.js';

/** What a merchant may do, in the platform's numbers; every other number is refused. */
export const actions = {
  101: { types: [0], status: 6 },
  111: { types: [0], status: 11 },
  201: { types: [1, 2], status: 6 },
  202: { types: [1, 2], status: 6 },
} as const satisfies Record<number, { types: readonly CaseType[]; status: CaseStatus }>;
export type Action = keyof typeof actions;

export const isAction = (type: number): type is Action => type in actions;

export function mayDo(one: AfterSale, action: Action): boolean {
  const { types, status } = actions[action];
  return one.status === status && (types as readonly CaseType[]).includes(one.type);
}

/** The merchant's side of a case; whoever calls has checked that it may be done. */
export class Merchant {
  constructor(
    private readonly cases: Cases,
    private readonly clock: Clock,
  ) {}

  act(one: AfterSale, action: Action, addressId: string): void {
    switch (action) {
      case 101:
        this.cases.agreeReturn(one, 'merchant', addressId);
        return;
      case 111:
      case 201:
        this.cases.refund(one, 'merchant');
        return;
      case 202:
        this.cases.enter(one, 27, 'merchant', 'refundRefused');
        return;
    }
  }

  /** A person says no in the merchant's console, to the return or to the goods that came. */
  refuse(one: AfterSale): void {
    if (one.status === 11) this.cases.enter(one, 29, 'merchant', 'refundRefused');
    else if (one.status !== 6) throw wrongState(`case ${one.id} does not wait for the merchant`);
    else this.cases.enter(one, 27, 'merchant', one.type === 0 ? 'returnRefused' : 'refundRefused');
  }

  /** The goods are in the warehouse. */
  received(one: AfterSale, opTime: number, trackingNo: string): void {
    one.gotPackage = true;
    one.reports.push({ at: this.clock.now(), opTime, trackingNo });
    this.cases.note(one);
  }
}
