import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { SECOND, type Clock } from '@cartrail/kernel';
import type {
  PushAdmission,
  PushDoor,
  PushHint,
  PushRefusal,
  PushRequest,
  ReadPush,
  Unmapped,
} from '../../../application/ports.js';
import type { PushSource } from '../../../domain/mapping/document.js';
import { rowsAt, textAt } from '../../../domain/mapping/lists.js';
import { jsonAnswer, sameText } from '../wire/answers.js';
import { readJson } from './exact-json.js';
import { hmacOf } from './sign.js';

const DEFAULT_TOLERANCE_SECONDS = 300;

export interface DoorParts {
  readonly push: PushSource;
  readonly credentials: Readonly<Record<string, string>>;
  /** Of the one shop, where a push names none. */
  readonly shopId?: string;
  readonly clock: Clock;
}

/** The door a mapped shop pushes through: proof over the bytes as they came, and hints of what to ask for. */
export class MappedDoor implements PushDoor {
  readonly accepted;
  readonly kept: readonly string[] = [];

  constructor(private readonly parts: DoorParts) {
    this.accepted = parts.push.acknowledgement;
  }

  admit({ headers, body }: PushRequest): PushAdmission {
    const refused = this.refusal(headers, body);
    if (refused !== undefined)
      return { kind: 'refused', reason: refused, answer: jsonAnswer({ error: refused }, 401) };
    if (!isUtf8(body))
      return { kind: 'refused', reason: 'encoding', answer: jsonAnswer({ error: 'encoding' }, 400) };
    return { kind: 'accepted', dedupeKey: this.keyOf(body) };
  }

  read(body: string): ReadPush {
    const { list } = this.parts.push;
    const told = readJson(body);
    const messages = list === undefined ? [told] : rowsAt(list, told);
    if (told === undefined || !messages) {
      const value = told === undefined ? 'not JSON' : `no list at ${list ?? ''}`;
      return { hints: [], unmapped: [{ what: 'push-body', value }] };
    }
    const read = messages.map((message) => this.hintOf(message, told));
    return {
      hints: read.flatMap((one) => ('hint' in one ? [one.hint] : [])),
      unmapped: read.flatMap((one) => ('unmapped' in one ? [one.unmapped] : [])),
    };
  }

  private refusal(headers: PushRequest['headers'], body: Buffer): PushRefusal | undefined {
    const { push, credentials, clock } = this.parts;
    const { proof } = push;
    if (proof.kind === 'bearer') {
      const token = credentials['pushToken'];
      const isTheirs = Boolean(token) && sameText(`Bearer ${token ?? ''}`, headers['authorization'] ?? '');
      return isTheirs ? undefined : 'signature';
    }
    const secret = credentials['pushSecret'];
    const timestamp = headers[proof.timestampHeader?.toLowerCase() ?? ''] ?? '';
    const given = headers[proof.header.toLowerCase()] ?? '';
    if (!secret || !sameText(hmacOf(proof, secret, body, timestamp), given)) return 'signature';
    if (proof.signed === 'body') return undefined;
    const apart = Math.abs(clock.now() - Number(timestamp) * SECOND);
    const tolerance = (proof.toleranceSeconds ?? DEFAULT_TOLERANCE_SECONDS) * SECOND;
    return /^\d{1,11}$/.test(timestamp) && apart <= tolerance ? undefined : 'time';
  }

  private keyOf(body: Buffer): string {
    const { key = [] } = this.parts.push;
    const told = key.length > 0 ? readJson(body.toString('utf8')) : undefined;
    const values = key.map((path) => textAt(path, told));
    const isWhole = values.length > 0 && values.every((value) => value !== undefined && value.length <= 100);
    return isWhole ? JSON.stringify(values) : createHash('sha256').update(body).digest('base64url');
  }

  private hintOf(
    message: unknown,
    whole: unknown,
  ): { readonly hint: PushHint } | { readonly unmapped: Unmapped } {
    const { push, shopId } = this.parts;
    const platformOrderId = textAt(push.orderId, message, whole);
    const vendorShopId = push.shopId === undefined ? shopId : textAt(push.shopId, message, whole);
    if (platformOrderId === undefined)
      return { unmapped: { what: 'push-body', value: `nothing at ${push.orderId}` } };
    if (vendorShopId === undefined)
      return { unmapped: { what: 'shop', value: `nothing at ${push.shopId ?? 'the setting shopId'}` } };
    const caseId = push.afterSaleId === undefined ? undefined : textAt(push.afterSaleId, message, whole);
    const afterSale = caseId === undefined ? {} : { afterSale: { platformAfterSaleId: caseId } };
    return { hint: { vendorShopId, platformOrderId, ...afterSale } };
  }
}
