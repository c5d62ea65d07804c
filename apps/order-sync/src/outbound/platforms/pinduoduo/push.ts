import type { PushHint, ReadPush, Unmapped } from '../../../application/ports.js';
import { parsePlatformJson } from '../wire/json.js';
import { textOf } from '../wire/values.js';
import type { WireContent, WireFrame } from './wire.js';

/** Types that were seen; the platform's own list is not known to us, so that any other is a reason to ask as well. */
const known = new Set([
  'pdd_trade_TradeConfirmed',
  'pdd_trade_TradeSellerShip',
  'pdd_trade_TradeSuccess',
  'pdd_refund_RefundCreated',
]);

export const readFrame = (text: string): WireFrame | undefined => readObject(text);

/** `undefined` for what is no JSON object. */
function readObject(text: string): object | undefined {
  try {
    const parsed = parsePlatformJson(text);
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

/** A message as it was kept: which order, and which case, to ask for. */
export function readMessage(body: string): ReadPush {
  const message = readFrame(body)?.message;
  const type = textOf(message?.type) ?? '';
  const content: WireContent = (typeof message?.content === 'string' && readObject(message.content)) || {};
  const hint = hintOf(textOf(message?.mallID), content);
  const unmapped: Unmapped[] = known.has(type) ? [] : [{ what: 'push-tag', value: type }];
  if (!hint && known.has(type)) unmapped.push({ what: 'push-body', value: type });
  return { hints: hint ? [hint] : [], unmapped };
}

function hintOf(mallId: string | undefined, content: WireContent): PushHint | undefined {
  const vendorShopId = mallId ?? textOf(content.mall_id);
  const platformOrderId = textOf(content.tid);
  if (vendorShopId === undefined || platformOrderId === undefined) return undefined;
  const platformAfterSaleId = textOf(content.refund_id);
  return {
    vendorShopId,
    platformOrderId,
    ...(platformAfterSaleId !== undefined && { afterSale: { platformAfterSaleId } }),
  };
}
