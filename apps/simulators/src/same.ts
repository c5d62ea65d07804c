import { timingSafeEqual } from 'node:crypto';

/** Compares proofs without telling by the time it takes how far they agree. */
export function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
