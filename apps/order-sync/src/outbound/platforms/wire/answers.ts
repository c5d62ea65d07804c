import { timingSafeEqual } from 'node:crypto';
import type { PushAnswer } from '../../../application/ports.js';

export const jsonAnswer = (body: object, status = 200): PushAnswer => ({
  status,
  type: 'application/json',
  body: JSON.stringify(body),
});

export const textAnswer = (body: string, status = 200): PushAnswer => ({ status, type: 'text/plain', body });

/** Compares two texts in a time that does not tell where they differ. */
export function sameText(expected: string, given: string): boolean {
  const [ours, theirs] = [Buffer.from(expected), Buffer.from(given)];
  return ours.length === theirs.length && timingSafeEqual(ours, theirs);
}
