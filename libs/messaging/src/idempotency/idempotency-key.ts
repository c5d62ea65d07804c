import { createHash } from 'node:crypto';
import { CommandRefused } from './commands.js';

const QUOTED = /^"((?:[^"\\]|\\["\\])*)"$/;
const PRINTABLE = /^[\x20-\x7e]{1,255}$/;

/**
 * Reads `Idempotency-Key`: a structured-field string (`"abc"`), or the bare token many clients send. Refuses what is
 * neither, and absence where the route requires one, with 400.
 */
export function idempotencyKeyOf(header: unknown, required: true): string;
export function idempotencyKeyOf(header: unknown, required?: boolean): string | undefined;
export function idempotencyKeyOf(header: unknown, required = false): string | undefined {
  if (header === undefined || header === '') {
    if (required) throw new CommandRefused(400, 'idempotency/key-missing', 'send an Idempotency-Key');
    return undefined;
  }
  const text = typeof header === 'string' ? header.trim() : '';
  const key = QUOTED.exec(text)?.[1]?.replace(/\\(["\\])/g, '$1') ?? text;
  if (PRINTABLE.test(key) && !text.startsWith('"') === (key === text)) return key;
  throw new CommandRefused(
    400,
    'idempotency/key-malformed',
    'an Idempotency-Key has 1 to 255 printable ASCII characters',
  );
}

/** A hash of what a request asks for: the order of an object's fields does not matter, everything else does. */
export const fingerprintOf = (...parts: readonly unknown[]): string =>
  createHash('sha256').update(canonical(parts)).digest('base64url');

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null)
    return value === undefined ? 'null' : JSON.stringify(value);
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, field]) => `${JSON.stringify(name)}:${canonical(field)}`);
  return `{${fields.join(',')}}`;
}
