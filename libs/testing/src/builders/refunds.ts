import {
  RefundFailed,
  RefundSucceeded,
  type RefundFailedData,
  type RefundSucceededData,
} from '@cartrail/contracts';
import { newId, toIso } from '@cartrail/kernel';
import { anEvent, TEST_MORNING, type About } from './an-event.js';

const now = toIso(TEST_MORNING);

const ref = () => ({
  refundId: newId(),
  returnId: newId(),
  afterSaleId: newId(),
  orderId: newId(),
  amountFen: 9_900,
});

export function aRefundSucceeded(data: Partial<RefundSucceededData> = {}, about?: About) {
  const whole: RefundSucceededData = { ...ref(), by: 'cartrail', refundedAt: now, ...data };
  return anEvent(RefundSucceeded, whole.refundId, whole, about);
}

export function aRefundFailed(data: Partial<RefundFailedData> = {}, about?: About) {
  const whole: RefundFailedData = {
    ...ref(),
    reason: 'amount_differs',
    platformAmountFen: 9_800,
    byHand: true,
    failedAt: now,
    ...data,
  };
  return anEvent(RefundFailed, whole.refundId, whole, about);
}
