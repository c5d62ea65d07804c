import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import type {
  Application,
  PushAdmission,
  PushDoor,
  PushHint,
  PushRefusal,
  PushRequest,
  ReadPush,
} from '../../../application/ports.js';
import { jsonAnswer, sameText } from '../wire/answers.js';
import { parsePlatformJson } from '../wire/json.js';
import { textOf } from '../wire/values.js';
import { openMessage } from './message-cipher.js';
import type { WirePush, WirePushInfo } from './wire.js';

const orderEvents = [
  'addOrder',
  'paySuccess',
  'delivering',
  'deliverySuccess',
  'orderSuccess',
  'orderFail',
  'addressChange',
  'addressUpdateAudit',
  'addNote',
].map((event) => `kwaishop_order_${event}`);
const known = new Set([...orderEvents, 'kwaishop_aftersales_addRefund', 'kwaishop_aftersales_updateRefund']);

const YES = jsonAnswer({ result: 1 });

/** A push carries no signature: what the application's message key opens is the platform's. */
export class KuaishouPushDoor implements PushDoor {
  readonly accepted = YES;
  readonly kept = [];
  private readonly appKey: string;
  private readonly messageSecret: string;

  constructor({ credentials }: Application) {
    this.appKey = credentials['appKey'] ?? '';
    this.messageSecret = credentials['messageSecret'] ?? '';
  }

  admit({ body }: PushRequest): PushAdmission {
    const sealed = body.toString('latin1').trim();
    // The heartbeat comes in the clear as well, and says nothing.
    if (readObject(sealed)?.['test'] === true) return { kind: 'probe', answer: YES };
    const plain = openMessage(this.messageSecret, sealed);
    if (!plain) return refused('signature');
    // One wrong key in 256 seems to fit: only a message proves that it does.
    const push: WirePush | undefined = isUtf8(plain) ? readObject(plain.toString('utf8')) : undefined;
    if (!push) return refused('encoding');
    if (push.test === true) return { kind: 'probe', answer: YES };
    if (!sameText(this.appKey, textOf(push.appKey) ?? '')) return refused('app');
    const digest = (): string => createHash('sha256').update(body).digest('base64url');
    return { kind: 'accepted', dedupeKey: textOf(push.eventId) ?? digest() };
  }

  read(body: string): ReadPush {
    const plain = openMessage(this.messageSecret, body.trim());
    const push: WirePush | undefined = plain && readObject(plain.toString('utf8'));
    if (!push) return { hints: [], unmapped: [{ what: 'push-body', value: 'not a message' }] };
    const event = push.event ?? '';
    const hint = hintOf(push);
    return {
      hints: hint ? [hint] : [],
      unmapped: known.has(event)
        ? hint
          ? []
          : [{ what: 'push-body', value: event }]
        : [{ what: 'push-tag', value: event }],
    };
  }
}

const refused = (reason: PushRefusal): PushAdmission => ({
  kind: 'refused',
  reason,
  answer: jsonAnswer({ result: 0 }, 403),
});

/** Pushes about refunds name the seller on the outside only. */
function hintOf(push: WirePush): PushHint | undefined {
  const info: WirePushInfo = (typeof push.info === 'string' ? readObject(push.info) : push.info) ?? {};
  const platformOrderId = textOf(info.oid) ?? textOf(info.orderId);
  const vendorShopId = textOf(info.sellerId) ?? textOf(push.userId);
  if (platformOrderId === undefined || vendorShopId === undefined) return undefined;
  const platformAfterSaleId = textOf(info.refundId);
  return {
    vendorShopId,
    platformOrderId,
    ...(platformAfterSaleId !== undefined && { afterSale: { platformAfterSaleId } }),
  };
}

function readObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const parsed = parsePlatformJson(text);
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
      ? (parsed as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
