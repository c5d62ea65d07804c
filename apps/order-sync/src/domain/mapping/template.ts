import { quoted, Trouble } from './trouble.js';
import type { JsonTemplate } from './document.js';

type Part = { readonly text: string } | { readonly token: string; readonly asNumber: boolean };

export type TokenValues = ReadonlyMap<string, string>;

const TOKEN = /\{\{\s*([A-Za-z][A-Za-z0-9_.]*)\s*(\|\s*number\s*)?\}\}/g;

/** `text {{token}} text`; a text that is nothing but `{{token|number}}` is a number of JSON. */
export function parseTemplate(text: string): readonly Part[] | { readonly problem: string } {
  const parts: Part[] = [];
  let at = 0;
  for (const match of text.matchAll(TOKEN)) {
    parts.push(
      { text: text.slice(at, match.index) },
      { token: match[1] ?? '', asNumber: match[2] !== undefined },
    );
    at = match.index + match[0].length;
  }
  parts.push({ text: text.slice(at) });
  const stray = parts.some((part) => 'text' in part && /\{\{|\}\}/.test(part.text));
  if (stray)
    return { problem: `${quoted(text)} has a token that cannot be read: write {{name}} or {{name|number}}` };
  return parts.filter((part) => !('text' in part) || part.text !== '');
}

export const tokensOf = (text: string): readonly string[] => {
  const parts = parseTemplate(text);
  return 'problem' in parts ? [] : parts.flatMap((part) => ('token' in part ? [part.token] : []));
};

/** Throws {@link Trouble} for a token that has no value in this call. */
export function render(
  text: string,
  values: TokenValues,
  as: (value: string) => string = (value) => value,
): string {
  const parts = parseTemplate(text);
  if ('problem' in parts) throw new Trouble(parts.problem);
  return parts.map((part) => ('text' in part ? part.text : as(valueOf(part.token, values)))).join('');
}

function valueOf(token: string, values: TokenValues): string {
  const value = values.get(token);
  if (value === undefined) throw new Trouble(`{{${token}}} has no value here`);
  return value;
}

const NUMBER = /^-?(?:0|[1-9]\d{0,30})(?:\.\d{1,10})?$/;

/** The JSON text of a template, object names in their order or sorted; numbers digit for digit. */
export function renderJson(template: JsonTemplate, values: TokenValues, sorted: boolean): string {
  if (typeof template === 'string') return renderText(template, values);
  if (template === null || typeof template !== 'object') return JSON.stringify(template);
  if (isTemplateList(template))
    return `[${template.map((entry) => renderJson(entry, values, sorted)).join(',')}]`;
  const members = Object.entries(template);
  if (sorted) members.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, entry]) => `${JSON.stringify(name)}:${renderJson(entry, values, sorted)}`).join(',')}}`;
}

const isTemplateList = (template: JsonTemplate): template is readonly JsonTemplate[] =>
  Array.isArray(template);

function renderText(text: string, values: TokenValues): string {
  const parts = parseTemplate(text);
  const only = !('problem' in parts) && parts.length === 1 ? parts[0] : undefined;
  if (!only || !('token' in only) || !only.asNumber) return JSON.stringify(render(text, values));
  const digits = valueOf(only.token, values);
  if (!NUMBER.test(digits)) throw new Trouble(`{{${only.token}}} is no number here`);
  return digits;
}

/** A parameter outside JSON: text as it is, a number or a list as its JSON text. */
export const renderParam = (template: JsonTemplate, values: TokenValues): string =>
  typeof template === 'string' ? render(template, values) : renderJson(template, values, false);

/** What each kind of call may name. */
export const tokens = {
  list: ['window.start', 'window.end', 'page', 'pageSize', 'cursor', 'shop.id', 'now'],
  order: ['order.id', 'shop.id', 'now'],
  afterSale: ['afterSale.id', 'afterSale.orderId', 'shop.id', 'now'],
  agreeReturn: ['afterSale.id', 'afterSale.orderId', 'afterSale.version', 'address.id', 'shop.id', 'now'],
  agreeRefund: [
    'afterSale.id',
    'afterSale.orderId',
    'afterSale.version',
    'refund.fen',
    'refund.yuan',
    'shop.id',
    'now',
  ],
  refundReceived: [
    'afterSale.id',
    'afterSale.orderId',
    'afterSale.version',
    'refund.fen',
    'refund.yuan',
    'shop.id',
    'now',
  ],
  reject: [
    'afterSale.id',
    'afterSale.orderId',
    'afterSale.version',
    'reason.code',
    'reason.text',
    'shop.id',
    'now',
  ],
  fillReturnWaybill: [
    'afterSale.id',
    'afterSale.orderId',
    'afterSale.version',
    'parcel.number',
    'parcel.company',
    'shop.id',
    'now',
  ],
  reportReceived: [
    'afterSale.id',
    'afterSale.orderId',
    'afterSale.version',
    'parcel.number',
    'parcel.company',
    'received.at',
    'shop.id',
    'now',
  ],
  ship: [
    'order.id',
    'parcel.number',
    'parcel.company',
    'lines.ids',
    'lines.skus',
    'request.id',
    'shop.id',
    'now',
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;
export type CallKind = keyof typeof tokens;
