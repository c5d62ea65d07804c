import { readFields, withoutLead } from '../fields.js';

/** Routes of parcels in both forms, states of orders, and fees (清单运费). */
export interface Push {
  readonly kind: 'route' | 'route-xml' | 'order' | 'fee';
  /** JSON or XML: the body, or the field of a form it stands in. */
  readonly document: Buffer;
}

/** By the bytes, since all kinds may come to one URL; `undefined` where they are none of them. */
export function pushIn(body: Buffer): Push | undefined {
  const whole = withoutLead(body);
  return toldByItself(whole) ?? inField(readFields(body)) ?? brokenFee(whole);
}

/** Which field routes and orders stand in is told by what stands there; fees have no mark of their own but `content`. */
function inField(fields: ReadonlyMap<string, Buffer>): Push | undefined {
  for (const value of fields.values()) {
    const push = toldByItself(withoutLead(value));
    if (push) return push;
  }
  const content = fields.get('content');
  return content && { kind: 'fee', document: withoutLead(content) };
}

/** It may have been about money: it is parked, not refused. */
const brokenFee = (whole: Buffer): Push | undefined =>
  startOf(whole) === '{' && whole.includes('"content"')
    ? { kind: 'fee', document: Buffer.alloc(0) }
    : undefined;

function toldByItself(document: Buffer): Push | undefined {
  switch (startOf(document)) {
    case '<':
      return document.includes('<WaybillRoute') ? { kind: 'route-xml', document } : undefined;
    case '{':
      return document.includes('"WaybillRoute"') ? { kind: 'route', document } : orderIn(document);
    case '[':
      return orderIn(document);
    default:
      return undefined;
  }
}

const ORDER_STATE = ['"orderStateDesc"', '"orderStateCode"'];

const orderIn = (document: Buffer): Push | undefined =>
  ORDER_STATE.some((name) => document.includes(name)) ? { kind: 'order', document } : undefined;

const startOf = (document: Buffer): string => document.toString('latin1', 0, 1);
