import type { RawCallback } from '@cartrail/carriers';

/** One line of a parcel's journey, in no vendor’s words yet. */
export interface Line {
  /** `yyyy-MM-dd HH:mm:ss` in Shanghai. */
  readonly time: string;
  /** The vendor's own. */
  readonly code: string;
  readonly text: string;
}

/** What a vendor says of a parcel, written small after its documents. */
export interface Vendor {
  readonly settings: Readonly<Record<string, unknown>>;
  readonly number: string;
  readonly carrier: string;
  /** From the vendor's table, `?` is nobody's. */
  readonly codes: string;
  /** Pushes of these lines, in this order where one takes many. Without it the vendor is only asked. */
  readonly pushes?: (lines: readonly Line[], number: string) => readonly RawCallback[];
  /** Each push repeats the whole history, by time. */
  readonly pushesAll?: boolean;
  /** The body that answers a query. */
  readonly answer: (lines: readonly Line[], number: string) => object;
  /** Answers are in no order that is documented. */
  readonly answersAnyhow?: boolean;
}

const raw = (body: string): RawCallback => ({ headers: {}, body: Buffer.from(body) });

export const json = (body: object): RawCallback => raw(JSON.stringify(body));

/** Signatures are not looked at where what was verified is parsed. */
export function form(fields: Readonly<Record<string, string | object>>): RawCallback {
  const written = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) {
    written.set(name, typeof value === 'string' ? value : JSON.stringify(value));
  }
  return raw(written.toString());
}
