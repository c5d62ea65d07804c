import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import type {
  PushAdmission,
  PushDoor,
  PushHint,
  PushRefusal,
  PushRequest,
  ReadPush,
  Unmapped,
} from '../../../application/ports.js';
import { jsonAnswer } from '../wire/answers.js';
import { parsePlatformJson } from '../wire/json.js';
import { textOf } from '../wire/values.js';
import { isPushSign, type XiaohongshuApp } from './signature.js';
import type { WirePush, WirePushData } from './wire.js';

const orderTags = [
  'msg_fulfillment_status_change',
  'msg_fulfillment_receiver_change',
  'msg_fulfillment_seller_remark_change',
  'msg_fulfillment_delivery_time_change',
  'msg_fulfillment_soon_cancel',
];
const caseTags = [
  'msg_after_sale_create',
  'msg_after_sale_transfer',
  'msg_after_sale_update',
  'msg_after_sale_audit_pass',
  'msg_after_sale_audit_reject',
  'msg_after_sale_reject_receive',
  'msg_after_sale_exchange_ship',
  'msg_after_sale_closed',
];
const known: ReadonlySet<string> = new Set([...orderTags, ...caseTags]);

const ACCEPTED = jsonAnswer({ success: true, error_code: 0, error_msg: '' });
const refuse = (reason: PushRefusal): PushAdmission => ({
  kind: 'refused',
  reason,
  answer: jsonAnswer({ success: false, error_code: 1, error_msg: `${reason} refused` }, 401),
});

/**
 * One push URL per application: the message names the shop. The proof covers path, query, key and time, and not the
 * body: a push only ever says what to ask for.
 */
export class XiaohongshuPushDoor implements PushDoor {
  readonly accepted = ACCEPTED;
  readonly kept = ['app-key', 'timestamp', 'sign'];

  constructor(private readonly app: XiaohongshuApp) {}

  admit({ path, query, headers, body }: PushRequest): PushAdmission {
    const parsed = isUtf8(body) ? readJson(body.toString('utf8')) : undefined;
    // Saving the URL is tried out with this body; whether that is signed is not documented, and nothing is kept of it.
    if (isProbe(parsed)) return { kind: 'probe', answer: ACCEPTED };
    if (headers['app-key'] !== this.app.appId) return refuse('app');
    const timestamp = headers['timestamp'] ?? '';
    if (!isPushSign(this.app, { path, query, timestamp }, headers['sign'] ?? '')) return refuse('signature');
    if (!isUtf8(body)) return refuse('encoding');
    return {
      kind: 'accepted',
      dedupeKey: keyOf(parsed) ?? createHash('sha256').update(body).digest('base64url'),
    };
  }

  read(body: string): ReadPush {
    const elements = elementsOf(readJson(body));
    if (!elements) return { hints: [], unmapped: [{ what: 'push-body', value: 'not an array' }] };
    const hints: PushHint[] = [];
    const unmapped: Unmapped[] = [];
    for (const element of elements) {
      const tag = element.msgTag ?? '';
      const hint = hintOf(element);
      if (hint) hints.push(hint);
      if (!known.has(tag)) unmapped.push({ what: 'push-tag', value: tag });
      else if (!hint) unmapped.push({ what: 'push-body', value: tag });
    }
    return { hints, unmapped };
  }
}

function hintOf(element: WirePush): PushHint | undefined {
  const data = dataOf(element);
  const vendorShopId = textOf(element.sellerId);
  const platformOrderId = textOf(data.orderId);
  if (vendorShopId === undefined || platformOrderId === undefined) return undefined;
  const platformAfterSaleId = textOf(data.returnsId);
  return {
    vendorShopId,
    platformOrderId,
    ...(platformAfterSaleId !== undefined && { afterSale: { platformAfterSaleId } }),
  };
}

/** The platform gives a message no id. Several in one body are known again by their bytes. */
function keyOf(parsed: unknown): string | undefined {
  const [element, ...others] = elementsOf(parsed) ?? [];
  if (!element || others.length > 0) return undefined;
  const data = dataOf(element);
  const parts = [
    textOf(element.sellerId),
    textOf(element.msgTag),
    textOf(data.returnsId) ?? textOf(data.orderId),
    textOf(data.updateTime),
  ];
  return parts.includes(undefined) ? undefined : parts.join('/');
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isProbe = (value: unknown): boolean => isRecord(value) && value['test'] === true;

const elementsOf = (value: unknown): readonly WirePush[] | undefined =>
  Array.isArray(value) ? value.filter((element): element is WirePush => isRecord(element)) : undefined;

function dataOf({ data }: WirePush): WirePushData {
  const read = typeof data === 'string' ? readJson(data) : data;
  return isRecord(read) ? read : {};
}

function readJson(text: string): unknown {
  try {
    return parsePlatformJson(text);
  } catch {
    return undefined;
  }
}
