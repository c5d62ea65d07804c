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
import { jsonAnswer, sameText } from '../wire/answers.js';
import { parsePlatformJson } from '../wire/json.js';
import { codeOf, textOf } from '../wire/values.js';
import type { WireMessage, WirePush } from './wire.js';

const ORDERS = 'weimob_shop.order';
const RIGHTS = 'weimob_shop.rights';

const answer = (errcode: string, errmsg: string, status: number) =>
  jsonAnswer({ code: { errcode, errmsg } }, status);

const refused = (reason: PushRefusal): PushAdmission => ({
  kind: 'refused',
  reason,
  answer: answer('401', 'refused', 401),
});

/**
 * How Weimob's sign is made is not public, and its own kits never check it. The secret is the push URL: its last part
 * cannot be guessed. A push is a hint, and what it says of an order is never taken for true.
 */
export class WeimobPushDoor implements PushDoor {
  readonly accepted = answer('0', 'success', 200);
  readonly kept = [];

  constructor(private readonly connectionId: string) {}

  admit({ path, body }: Pick<PushRequest, 'path' | 'body'>): PushAdmission {
    if (!sameText(this.connectionId, path.split('/').at(-1) ?? '')) return refused('signature');
    if (!isUtf8(body)) return refused('encoding');
    const push = readObject(body.toString('utf8'));
    if (!push) return refused('encoding');
    if (codeOf(push.test) === 'true') return { kind: 'probe', answer: this.accepted };
    const dedupeKey = textOf(push.id) ?? createHash('sha256').update(body).digest('base64url');
    return { kind: 'accepted', dedupeKey };
  }

  read(body: string): ReadPush {
    const push = readObject(body);
    if (!push) return { hints: [], unmapped: [{ what: 'push-body', value: 'not an object' }] };
    const topic = codeOf(push.topic) ?? '';
    if (topic !== ORDERS && topic !== RIGHTS) {
      return { hints: [], unmapped: [{ what: 'push-tag', value: topic }] };
    }
    const hint = toHint(push, topic);
    return hint
      ? { hints: [hint], unmapped: [] }
      : { hints: [], unmapped: [{ what: 'push-body', value: topic }] };
  }
}

function readObject(text: string): (WirePush & WireMessage) | undefined {
  try {
    const parsed = parsePlatformJson(text);
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

function toHint(push: WirePush, topic: string): PushHint | undefined {
  const message = typeof push.msgBody === 'string' ? (readObject(push.msgBody) ?? {}) : {};
  const [vendorShopId, platformOrderId] = [textOf(push.bosId), textOf(message.orderNo)];
  if (vendorShopId === undefined || platformOrderId === undefined) return undefined;
  if (topic === ORDERS) return { vendorShopId, platformOrderId };
  const platformAfterSaleId = textOf(message.rightsId);
  return platformAfterSaleId === undefined
    ? undefined
    : { vendorShopId, platformOrderId, afterSale: { platformAfterSaleId } };
}
