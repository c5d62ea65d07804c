import { expect, it } from '@jest/globals';
import { fromShortId, isId, newId, toShortId } from './ids.js';

it('ids made one after the other are all different, and already in order', () => {
  const ids = Array.from({ length: 20_000 }, newId);
  expect(new Set(ids).size).toBe(ids.length);
  expect([...ids].sort()).toEqual(ids);
  expect(ids.every(isId)).toBe(true);
});

it('an id says when it was made and that it is a UUID of version 7', () => {
  const before = Date.now();
  const id = newId();
  const madeAt = Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);
  expect(madeAt).toBeGreaterThanOrEqual(before);
  expect(madeAt).toBeLessThanOrEqual(Date.now());
  expect(id).toMatch(/^.{14}7.{4}[89ab]/);
});

it('an id comes back from its short form as it was', () => {
  for (const id of Array.from({ length: 1_000 }, newId)) expect(fromShortId(toShortId(id))).toBe(id);
});
