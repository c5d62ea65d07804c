import {
  AfterSaleActionFailed,
  AfterSaleAgreed,
  AfterSaleAmended,
  AfterSaleClosed,
  AfterSaleRequested,
  AfterSaleReturnShipped,
  type AfterSaleActionFailedData,
  type AfterSaleAgreedData,
  type AfterSaleAmendedData,
  type AfterSaleClosedData,
  type AfterSaleRef,
  type AfterSaleRequestedData,
  type AfterSaleReturnShippedData,
  type EventDefinition,
} from '@cartrail/contracts';
import { DAY, newId, toIso } from '@cartrail/kernel';
import { anEvent, TEST_MORNING, type About } from './an-event.js';

const now = toIso(TEST_MORNING);

export const anAfterSaleRef = (ref: Partial<AfterSaleRef> = {}): AfterSaleRef => ({
  afterSaleId: newId(),
  orderId: newId(),
  shopId: newId(),
  platform: 'douyin',
  platformAfterSaleId: '7100000000000000001',
  ...ref,
});

/** A builder for events that are a case and something more. */
const ofCase =
  <D extends AfterSaleRef>(definition: EventDefinition<D>, rest: () => Omit<D, keyof AfterSaleRef>) =>
  (data: Partial<D> = {}, about?: About) => {
    const whole = Object.assign({}, anAfterSaleRef(), rest(), data) as unknown as D;
    return anEvent(definition, whole.afterSaleId, whole, about);
  };

const asked = () => ({
  kind: 'return_refund',
  status: 'requested',
  lines: [{ lineId: newId(), quantity: 1 }],
  reason: 'no_reason',
  platformReasonCode: '1',
  refundAmountFen: 9_900,
  refundPostFen: 0,
  appliedAt: now,
  sourceUpdatedAt: now,
});

export const anAfterSaleRequested = ofCase<AfterSaleRequestedData>(AfterSaleRequested, asked);
export const anAfterSaleAmended = ofCase<AfterSaleAmendedData>(AfterSaleAmended, asked);
export const anAfterSaleAgreed = ofCase<AfterSaleAgreedData>(AfterSaleAgreed, () => ({
  by: 'cartrail',
  shipBy: toIso(TEST_MORNING + 7 * DAY),
  agreedAt: now,
}));
export const anAfterSaleActionFailed = ofCase<AfterSaleActionFailedData>(AfterSaleActionFailed, () => ({
  action: 'agree_return',
  reason: 'manual_only',
  byHand: true,
  failedAt: now,
}));
export const anAfterSaleReturnShipped = ofCase<AfterSaleReturnShippedData>(AfterSaleReturnShipped, () => ({
  number: 'SF0000000000001',
  carrier: 'SF',
  platformCarrierCode: 'shunfeng',
  shippedAt: now,
}));
export const anAfterSaleClosed = ofCase<AfterSaleClosedData>(AfterSaleClosed, () => ({
  outcome: 'closed',
  closedAt: now,
}));
