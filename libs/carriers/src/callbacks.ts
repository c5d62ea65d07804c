import { MalformedCallback } from './errors.js';
import { isRecord, readJson } from './json.js';
import type { CallbackAnswer, CallbackContent, CallbackReading } from './port.js';
import { readXml } from './xml.js';

/** Bytes that the account's secret did not sign. */
export const FORGED: CallbackReading = { kind: 'forged' };

/** Reads what was verified: what is malformed is said, not thrown. */
export function readingOf(parse: () => CallbackContent): CallbackReading {
  try {
    return { kind: 'accepted', content: parse() };
  } catch (error) {
    if (error instanceof MalformedCallback) return { kind: 'malformed', why: error.message };
    throw error;
  }
}

/** The JSON object in a field of a push, which an error names instead of showing it. Throws `MalformedCallback`. */
export function objectIn(data: Buffer, field: string): Readonly<Record<string, unknown>> {
  let push: unknown;
  try {
    push = readJson(data.toString('utf8'));
  } catch {
    // The parser quotes what it could not read, which may be a person's data.
    throw new MalformedCallback(`${field} is not JSON`);
  }
  if (!isRecord(push)) throw new MalformedCallback(`${field} is not an object`);
  return push;
}

/** Vendors look into the answer; its HTTP status is 200 also where we take nothing. */
export const jsonAck = (answer: object): CallbackAnswer => ({
  status: 200,
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: JSON.stringify(answer),
});

/** As above, for those who push XML. */
export const xmlAck = (body: string): CallbackAnswer => ({
  status: 200,
  headers: { 'content-type': 'text/xml; charset=utf-8' },
  body,
});

/** A document in a push, which an error names instead of showing it. Throws `MalformedCallback`. */
export function xmlIn(data: Buffer, field: string): Readonly<Record<string, unknown>> {
  try {
    return readXml(data.toString('utf8'));
  } catch {
    // The parser quotes what it could not read, which may be a person's data.
    throw new MalformedCallback(`${field} is not XML`);
  }
}
