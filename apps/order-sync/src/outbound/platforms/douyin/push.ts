import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import type {
  PushAdmission,
  PushDoor,
  PushHint,
  PushRequest,
  ReadPush,
  Unmapped,
} from '../../../application/ports.js';
import { jsonAnswer } from '../wire/answers.js';
import { parsePlatformJson } from '../wire/json.js';
import { isEventSign, type DouyinApp } from './signature.js';
import { textOf } from '../wire/values.js';
import type { WirePush, WirePushData } from './wire.js';
import type { Id } from '../wire/values.js';

/** Trade and after-sale tags: each may have moved the order, so each is a reason to ask for it. */
const known = new Set(
  [
    [100, 101, 102, 103, 104, 105, 106, 108, 109, 110, 111, 113, 126],
    [200, 201, 202, 203, 204, 205, 206, 207, 208, 209, 211],
    [212, 213, 214, 215, 216, 217, 218, 224, 225, 226, 227],
  ]
    .flat()
    .map(String),
);
const PROBE = '0';

const ACCEPTED = jsonAnswer({ code: 0, msg: 'success' });
const refused = (reason: 'app' | 'signature' | 'encoding'): PushAdmission => ({
  kind: 'refused',
  reason,
  answer: jsonAnswer({ code: 40003, msg: 'event-sign invalid' }, 401),
});

/** One push URL per application: the message names the shop. */
export class DouyinPushDoor implements PushDoor {
  readonly accepted = ACCEPTED;
  readonly kept = ['app-id', 'event-sign'];

  constructor(private readonly app: DouyinApp) {}

  admit({ headers, body }: Pick<PushRequest, 'headers' | 'body'>): PushAdmission {
    if (headers['app-id'] !== this.app.appKey) return refused('app');
    if (!isEventSign(this.app, body, headers['event-sign'] ?? '')) return refused('signature');
    if (!isUtf8(body)) return refused('encoding');
    const elements = readElements(body.toString('utf8'));
    if (elements?.length === 1 && text(elements[0]?.tag) === PROBE)
      return { kind: 'probe', answer: ACCEPTED };
    const messageId = elements?.length === 1 ? text(elements[0]?.msg_id) : undefined;
    return {
      kind: 'accepted',
      dedupeKey: messageId ?? createHash('sha256').update(body).digest('base64url'),
    };
  }

  read(body: string): ReadPush {
    const elements = readElements(body);
    if (!elements) return { hints: [], unmapped: [{ what: 'push-body', value: 'not an array' }] };
    const hints: PushHint[] = [];
    const unmapped: Unmapped[] = [];
    for (const element of elements) {
      const tag = text(element.tag) ?? '';
      if (tag === PROBE) continue;
      const hint = readHint(element.data);
      if (!known.has(tag)) unmapped.push({ what: 'push-tag', value: tag });
      if (hint) hints.push(hint);
      else if (known.has(tag)) unmapped.push({ what: 'push-body', value: tag });
    }
    return { hints, unmapped };
  }
}

const text = (id: Id | undefined): string | undefined =>
  id === undefined || id === '' ? undefined : String(id);

function readElements(body: string): readonly WirePush[] | undefined {
  try {
    const parsed = parsePlatformJson(body);
    return Array.isArray(parsed)
      ? parsed.filter((element): element is WirePush => typeof element === 'object' && element !== null)
      : undefined;
  } catch {
    return undefined;
  }
}

function readHint(data: unknown): PushHint | undefined {
  const read = typeof data === 'string' ? readText(data) : (data as WirePushData | undefined);
  const platformOrderId = text(read?.p_id);
  const vendorShopId = text(read?.shop_id);
  if (platformOrderId === undefined || vendorShopId === undefined) return undefined;
  const platformAfterSaleId = textOf(read?.aftersale_id);
  if (platformAfterSaleId === undefined) return { platformOrderId, vendorShopId };
  const reasonCode = textOf(read?.reason_code);
  return { platformOrderId, vendorShopId, afterSale: { platformAfterSaleId, reasonCode } };
}

/** Some pushes carry badly escaped quotes; the ids are still readable then, and what they name is asked for anyway. */
function readText(data: string): WirePushData | undefined {
  try {
    const parsed = parsePlatformJson(data);
    return typeof parsed === 'object' && parsed !== null ? parsed : undefined;
  } catch {
    const id = (field: string): string | undefined =>
      new RegExp(`"${field}"\\s*:\\s*"?(\\d+)`).exec(data)?.[1];
    return { p_id: id('p_id'), shop_id: id('shop_id'), aftersale_id: id('aftersale_id') };
  }
}
