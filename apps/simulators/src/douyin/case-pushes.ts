import { HOUR } from '@cartrail/kernel';
import type { CaseEvent, CaseNews } from '../platforms/platform.js';
import type { AfterSale } from '../state/after-sale.model.js';
import type { Order } from '../state/model.js';
import { seconds, text, type DouyinPushes } from './pushes.js';

/** No tag is documented for the new goods of an exchange: those are found by asking. */
const tags = {
  requested: '200',
  refundAgreed: '201',
  returnAgreed: '202',
  returned: '203',
  refundRefused: '204',
  receiptRefused: '204',
  returnRefused: '205',
  refunded: '206',
  closed: '207',
  amended: '208',
  deadlineChanged: '209',
  disputed: '212',
  received: null,
  reshipped: null,
  completed: null,
} as const satisfies Record<CaseEvent, string | null>;

/** Tells the application's push URL what happened to an after-sale case. */
export class CasePushes {
  constructor(private readonly pushes: DouyinPushes) {}

  tell({ what, one, order }: CaseNews): void {
    const code = tags[what];
    if (code === null) return;
    const data = { ...common(one, order), ...timeOf(what, one), update_time: rfc3339(one.updatedAt) };
    const forged = { ...data, aftersale_status: 12, refund_amount: one.refundFen * 10 };
    const about = { orderId: order.id, afterSaleId: one.id, tag: code };
    this.pushes.tell(order.shopId, `case:${one.id}`, code, [text(data), text(forged)], about);
  }
}

const common = (one: AfterSale, order: Order): Record<string, unknown> => ({
  aftersale_id: BigInt(one.id),
  p_id: BigInt(order.id),
  s_id: BigInt(one.lines[0]?.platformLineId ?? order.id),
  shop_id: BigInt(order.shopId),
  aftersale_status: one.status,
  aftersale_type: one.type,
  refund_amount: one.refundFen,
  refund_post_amount: 0,
  refund_voucher_num: 0,
  reason_code: one.reasonCode,
});

function timeOf(what: CaseEvent, one: AfterSale): Record<string, number> {
  const at = seconds(one.updatedAt);
  switch (what) {
    case 'requested':
      return { apply_time: at };
    case 'refundAgreed':
    case 'returnAgreed':
      return { agree_time: at };
    case 'refundRefused':
    case 'receiptRefused':
    case 'returnRefused':
      return { refuse_time: at };
    case 'refunded':
      return { success_time: at };
    case 'closed':
      return { close_time: at };
    case 'amended':
    case 'deadlineChanged':
      return { modify_time: at };
    case 'returned':
    case 'disputed':
    case 'received':
    case 'reshipped':
    case 'completed':
      return {};
  }
}

/** The one field of the platform that carries an offset. */
const rfc3339 = (at: number): string => new Date(at + 8 * HOUR).toISOString().replace('.000Z', '+08:00');
