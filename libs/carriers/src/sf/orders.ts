import { normaliseNumber } from '../catalogue.js';
import { isRecord, list, record, text } from '../json.js';
import { notAnAnswer } from './errors.js';
import type { Requests, WireOrder, WireWaybill } from './wire.js';

/** How SF holds an order, as far as it is told: not whether the courier came. */
export interface Order {
  /** 1: SF's people look at it, 2: taken, 3: refused. */
  readonly screening: string;
  readonly remark: string;
  readonly number?: string;
}

/** The screening of an order that is refused. */
export const REFUSED = '3';
const OWN = '1';

export const questionAbout = (orderId: string): Requests['EXP_RECE_SEARCH_ORDER_RESP'] => ({
  orderId,
  searchType: '1',
  language: 'zh-CN',
});

/** Throws where the answer is about another order: nothing is said of this one then. */
export function orderIn(content: unknown, reference: string, acts: boolean): Order {
  const { orderId, filterResult, remark, waybillNoInfoList }: WireOrder = record(content);
  if (text(orderId) !== reference) throw notAnAnswer(acts);
  const waybills: readonly WireWaybill[] = list(waybillNoInfoList).filter(isRecord);
  const own = waybills.find(({ waybillType }) => text(waybillType) === OWN);
  return {
    screening: text(filterResult),
    remark: text(remark),
    number: normaliseNumber(text(own?.waybillNo)) || undefined,
  };
}
