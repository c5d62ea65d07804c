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
import { sameText, textAnswer } from '../wire/answers.js';
import { parsePlatformJson } from '../wire/json.js';
import { codeOf, textOf } from '../wire/values.js';
import { signatureOf, unseal, type WeChatApp } from './signature.js';
import type { WireEvent } from './wire.js';

/** Each may have moved the case it names; a dispute is the case's, too. */
const caseEvents = new Set(['channels_ec_aftersale_update', 'channels_ec_complaint_update']);

/** Each may have moved the order it names. */
const orderEvents = new Set([
  'channels_ec_order_new',
  'channels_ec_order_cancel',
  'channels_ec_order_pay',
  'channels_ec_order_wait_shipping',
  'channels_ec_order_deliver',
  'channels_ec_order_confirm',
  'channels_ec_order_settle',
  'channels_ec_order_ext_info_update',
]);

/** The first repeats what the others say; the second tells of scans and names no order. */
const silent = new Set(['product_order_status_update', 'ewaybill_push_path']);

const refused = (reason: PushRefusal): PushAdmission => ({
  kind: 'refused',
  reason,
  answer: textAnswer(reason, 403),
});

/** One push URL per application, which is one shop: its pushes need not name it. */
export class WeChatPushDoor implements PushDoor {
  readonly accepted = textAnswer('success');
  readonly kept = [];

  constructor(private readonly app: WeChatApp) {}

  admit({ method, query, body }: Pick<PushRequest, 'method' | 'query' | 'body'>): PushAdmission {
    if (method === 'GET') {
      if (!this.proves(query, 'signature')) return refused('signature');
      return { kind: 'probe', answer: textAnswer(query.get('echostr') ?? '') };
    }
    const outer = isUtf8(body) ? readObject(body.toString('utf8')) : undefined;
    if (!outer) return refused('encoding');
    if (query.get('encrypt_type') !== 'aes') {
      return this.proves(query, 'signature') ? accepted(body.toString('utf8')) : refused('signature');
    }
    const { Encrypt: sealed = '' } = outer as { Encrypt?: unknown };
    // `signature` covers neither the body nor the ciphertext.
    if (typeof sealed !== 'string' || !this.proves(query, 'msg_signature', sealed))
      return refused('signature');
    const opened = this.opened(sealed);
    if (!opened) return refused('encoding');
    return opened.appId === this.app.appId ? accepted(opened.text) : refused('app');
  }

  read(body: string): ReadPush {
    const event = this.eventOf(body);
    if (!event) return { hints: [], unmapped: [{ what: 'push-body', value: 'not an event' }] };
    const name = event.Event ?? '';
    if (silent.has(name)) return { hints: [], unmapped: [] };
    if (!orderEvents.has(name) && !caseEvents.has(name))
      return { hints: [], unmapped: [{ what: 'push-tag', value: name }] };
    const hint = hintOf(this.app.appId, event);
    return hint
      ? { hints: [hint], unmapped: [] }
      : { hints: [], unmapped: [{ what: 'push-body', value: name }] };
  }

  private proves(query: URLSearchParams, name: string, ...more: readonly string[]): boolean {
    const signed = [this.app.token, query.get('timestamp') ?? '', query.get('nonce') ?? '', ...more];
    return sameText(signatureOf(...signed), query.get(name) ?? '');
  }

  private opened(sealed: string): { readonly text: string; readonly appId: string } | undefined {
    try {
      return unseal(this.app, sealed);
    } catch {
      return undefined;
    }
  }

  private eventOf(body: string): WireEvent | undefined {
    const outer = readObject(body);
    const { Encrypt: sealed } = (outer ?? {}) as { Encrypt?: unknown };
    if (typeof sealed !== 'string') return outer;
    const opened = this.opened(sealed);
    return opened?.appId === this.app.appId ? readObject(opened.text) : undefined;
  }
}

/** An event carries no id of its own: its name, what it is about, when and at which status tell it from others. */
function accepted(text: string): PushAdmission {
  const event = readObject(text) as WireEvent | undefined;
  const about = aboutOf(event ?? {});
  const subject = about.caseId ?? about.orderId;
  const at = codeOf(event?.CreateTime);
  if (event?.Event === undefined || subject === undefined || at === undefined) {
    return { kind: 'accepted', dedupeKey: createHash('sha256').update(text).digest('base64url') };
  }
  return { kind: 'accepted', dedupeKey: [event.Event, subject, at, about.status ?? ''].join('/') };
}

function hintOf(vendorShopId: string, event: WireEvent): PushHint | undefined {
  const { orderId: platformOrderId, caseId: platformAfterSaleId } = aboutOf(event);
  if (platformOrderId === undefined) return undefined;
  if (!caseEvents.has(event.Event ?? '')) return { vendorShopId, platformOrderId };
  if (platformAfterSaleId === undefined) return undefined;
  return { vendorShopId, platformOrderId, afterSale: { platformAfterSaleId } };
}

function aboutOf(event: WireEvent): { orderId?: string; caseId?: string; status?: string } {
  const { order_info: order, finder_shop_aftersale_status_update: update } = event;
  const { finder_shop_complaint: complaint } = event;
  return {
    orderId: textOf((update ?? complaint ?? order)?.order_id),
    caseId: textOf((update ?? complaint)?.after_sale_order_id),
    status: codeOf(update?.status ?? complaint?.complaint_status),
  };
}

function readObject(text: string): object | undefined {
  try {
    const parsed = parsePlatformJson(text);
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}
