import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import type {
  PushAdmission,
  PushDoor,
  PushHint,
  PushRefusal,
  PushRequest,
  ReadPush,
} from '../../../application/ports.js';
import { jsonAnswer } from '../wire/answers.js';
import { parsePlatformJson } from '../wire/json.js';
import { codeOf, textOf } from '../wire/values.js';
import { isPushSign, type YouzanApp } from './signature.js';
import type { WireMessage, WirePush } from './wire.js';

const trades = new Set(
  [
    ['Create', 'Paid', 'BuyerPay', 'PartlySellerShip'],
    ['SellerShip', 'Success', 'Close', 'MemoModified'],
  ]
    .flat()
    .map((what) => `trade_Trade${what}`),
);
/** What follows differs between versions of the platform: the console names them. */
const REFUNDS = 'trade_refund_';

const isKnown = (type: string): boolean => trades.has(type) || type.startsWith(REFUNDS);

const refused = (reason: PushRefusal): PushAdmission => ({
  kind: 'refused',
  reason,
  answer: jsonAnswer({ code: 401, msg: 'failed' }, 401),
});

/** One push URL per application: the message names the shop. */
export class YouzanPushDoor implements PushDoor {
  readonly accepted = jsonAnswer({ code: 0, msg: 'success' });
  readonly kept = [];

  constructor(private readonly app: YouzanApp) {}

  admit({ body }: Pick<PushRequest, 'body'>): PushAdmission {
    if (!isUtf8(body)) return refused('encoding');
    const push = readPush(body.toString('utf8'));
    if (!push) return refused('encoding');
    if (textOf(push.client_id) !== this.app.clientId) return refused('app');
    if (typeof push.msg !== 'string' || !isPushSign(this.app, push.msg, codeOf(push.sign) ?? '')) {
      return refused('signature');
    }
    if (codeOf(push.test) === 'true') return { kind: 'probe', answer: this.accepted };
    const dedupeKey = textOf(push.msg_id) ?? createHash('sha256').update(body).digest('base64url');
    return { kind: 'accepted', dedupeKey };
  }

  read(body: string): ReadPush {
    const push = readPush(body);
    if (!push) return { hints: [], unmapped: [{ what: 'push-body', value: 'not an object' }] };
    const type = codeOf(push.type) ?? '';
    const hint = toHint(push, type);
    return {
      hints: hint ? [hint] : [],
      unmapped: [
        ...(isKnown(type) ? [] : [{ what: 'push-tag', value: type } as const]),
        ...(isKnown(type) && !hint ? [{ what: 'push-body', value: type } as const] : []),
      ],
    };
  }
}

function readPush(text: string): WirePush | undefined {
  try {
    const parsed = parsePlatformJson(text);
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

/** Url-encoded JSON; a space is `%20` or `+`, and a plus sign is always encoded. */
function readMessage(msg: unknown): WireMessage {
  if (typeof msg !== 'string') return {};
  try {
    const parsed = parsePlatformJson(decodeURIComponent(msg.replaceAll('+', ' ')));
    return typeof parsed === 'object' && parsed !== null ? parsed : {};
  } catch {
    return {};
  }
}

function toHint(push: WirePush, type: string): PushHint | undefined {
  const message = readMessage(push.msg);
  const vendorShopId = textOf(push.kdt_id);
  const platformOrderId =
    textOf(message.tid) ??
    textOf(message.full_order_info?.order_info?.tid) ??
    (trades.has(type) ? textOf(push.id) : undefined);
  if (vendorShopId === undefined || platformOrderId === undefined) return undefined;
  const platformAfterSaleId = textOf(message.refund_id);
  return platformAfterSaleId === undefined
    ? { vendorShopId, platformOrderId }
    : { vendorShopId, platformOrderId, afterSale: { platformAfterSaleId } };
}
