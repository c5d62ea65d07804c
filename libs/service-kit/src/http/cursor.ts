import { createHmac, timingSafeEqual } from 'node:crypto';
import { ProblemError } from './problem.js';

const sign = (secret: string, text: string): Buffer =>
  createHmac('sha256', secret).update(text).digest().subarray(0, 16);

/** An opaque place in a list; signed, so that it cannot be made up. */
export function encodeCursor(secret: string, value: readonly (string | number)[]): string {
  const text = JSON.stringify(value);
  return `${Buffer.from(text).toString('base64url')}.${sign(secret, text).toString('base64url')}`;
}

export function decodeCursor(secret: string, cursor: string): (string | number)[] {
  const [body = '', mac = ''] = cursor.split('.');
  const text = Buffer.from(body, 'base64url').toString('utf8');
  const given = Buffer.from(mac, 'base64url');
  const expected = sign(secret, text);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    throw new ProblemError(400, 'request/invalid', 'The cursor is not one of ours', undefined, {
      errors: [
        { pointer: '?cursor', code: 'cursor', message: 'use nextCursor of an earlier answer, unchanged' },
      ],
    });
  }
  return JSON.parse(text) as (string | number)[];
}
