import { describe, expect, it } from '@jest/globals';
import { SECOND } from '@cartrail/kernel';
import type { PulledOrder } from './ports.js';
import { isRead } from './read-orders.js';

const AT = 1_700_000_000_000;
const shown = (sourceUpdatedAt: number): PulledOrder => ({ order: { sourceUpdatedAt } }) as PulledOrder;
const held = (sourceUpdatedAt: number, askedAt: number) => ({ sourceUpdatedAt, askedAt });

describe('an order a list shows again', () => {
  it('is not read again when it is older than what we hold', () => {
    expect(isRead(shown(AT - SECOND), held(AT, AT))).toBe(true);
  });

  it('of the same second is read again unless we asked when that second was over', () => {
    expect(isRead(shown(AT), held(AT, AT + SECOND - 1))).toBe(false);
    expect(isRead(shown(AT), held(AT, AT + SECOND))).toBe(true);
    expect(isRead(shown(AT), held(AT, AT - 9 * SECOND))).toBe(false);
  });

  it('is read when it is newer, unknown to us, or in a state nobody knows', () => {
    expect(isRead(shown(AT + SECOND), held(AT, AT + 9 * SECOND))).toBe(false);
    expect(isRead(shown(AT), undefined)).toBe(false);
    expect(isRead({} as PulledOrder, held(AT, AT + 9 * SECOND))).toBe(false);
  });
});
