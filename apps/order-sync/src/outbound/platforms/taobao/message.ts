import { createHash } from 'node:crypto';
import type { ChannelMessage, PushHint, ReadPush } from '../../../application/ports.js';
import { parsePlatformJson } from '../wire/json.js';
import { textOf, type Id } from '../wire/values.js';
import type { Field, Frame } from './tmc-frame.js';
import type { WireContent } from './wire.js';

const aboutTrades = [
  'TradeCreate',
  'TradeBuyerPay',
  'TradeSellerShip',
  'TradePartlySellerShip',
  'TradeSuccess',
  'TradeClose',
  'TradeChanged',
  'TradeMemoModified',
  'TradeLogisticsAddressChanged',
].map((name) => `taobao_trade_${name}`);
const aboutRefunds = [
  'RefundCreated',
  'RefundSellerAgreeAgreement',
  'RefundSellerRefuseAgreement',
  'RefundBuyerReturnGoods',
  'RefundBuyerModifyAgreement',
  'RefundClosed',
  'RefundSuccess',
].map((name) => `taobao_refund_${name}`);
/** The platform's own spelling; what it says of an order is not documented to us. */
const ABOUT_PARCELS = 'taobao_logistics_LogsticDetailTrace';

const REFUNDS = 'taobao_refund_';
const known = new Set([...aboutTrades, ...aboutRefunds, ABOUT_PARCELS]);

/** A message of the channel as it is kept: its fields by name, whole numbers as text. */
export function toMessage(frame: Frame): ChannelMessage {
  const fields = [...frame.fields].filter(([name]) => name !== '__kind');
  const body = Object.fromEntries(fields.map(([name, field]) => [name, plainOf(field)]));
  return { dedupeKey: String(body['id']), body: JSON.stringify(body) };
}

/** What cannot be read is kept, too, and seen as such. */
export const toUnreadable = (bytes: Buffer): ChannelMessage => ({
  dedupeKey: createHash('sha256').update(bytes).digest('base64url'),
  body: JSON.stringify({ unreadable: bytes.toString('base64') }),
});

function plainOf(field: Field): string | null {
  switch (field.as) {
    case 'void':
      return null;
    case 'bytes':
      return Buffer.from(field.value).toString('base64');
    case 'text':
      return field.value;
    case 'int8':
    case 'int16':
    case 'int32':
    case 'int64':
    case 'date':
      return String(field.value);
  }
}

/** Never throws. */
export function readMessage(body: string): ReadPush {
  const { topic = '', userid, content } = objectOf(body) as { topic?: Id; userid?: Id; content?: Id };
  const name = String(topic);
  const hint = hintOf(name, textOf(userid), objectOf(String(content ?? '')));
  const silent = hint === undefined && name !== ABOUT_PARCELS;
  return {
    hints: hint === undefined ? [] : [hint],
    unmapped: !known.has(name)
      ? [{ what: name === '' ? 'push-body' : 'push-tag', value: name }]
      : silent
        ? [{ what: 'push-body', value: name }]
        : [],
  };
}

function hintOf(topic: string, vendorShopId: string | undefined, content: WireContent): PushHint | undefined {
  const platformOrderId = textOf(content.tid);
  if (vendorShopId === undefined || platformOrderId === undefined) return undefined;
  if (!topic.startsWith(REFUNDS)) return { vendorShopId, platformOrderId };
  const platformAfterSaleId = textOf(content.refund_id);
  if (platformAfterSaleId === undefined) return undefined;
  return { vendorShopId, platformOrderId, afterSale: { platformAfterSaleId } };
}

function objectOf(text: string): object {
  try {
    const value = parsePlatformJson(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
