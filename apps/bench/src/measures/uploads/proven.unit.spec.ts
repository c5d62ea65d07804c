import { describe, expect, it } from '@jest/globals';
import { proven } from './proven.js';

const parcel = { nr: 1, number: 'YT1', returnId: 'r1', lineId: 'l1' };
const upload = { parcel, ms: 1, signOffId: 's1' };
const good = { signOffId: 's1', returnIds: ['r1'], number: 'YT1', announced: true, photoCount: 6 };
const event = (data: object) => ({ key: 'k', headers: {}, value: JSON.stringify({ data }) });

describe('proven', () => {
  it('believes an upload that everybody was told of', () => {
    expect([...proven([upload], [event(good)])]).toEqual([upload]);
  });

  it.each([
    ['nobody was told of', []],
    ['was told of twice', [good, good]],
    ['lost a photo', [{ ...good, photoCount: 5 }]],
    ['was not the announced parcel', [{ ...good, announced: false, returnIds: [] }]],
    ['was another return', [{ ...good, returnIds: ['r2'] }]],
    ['was another number', [{ ...good, number: 'YT2' }]],
  ])('does not believe one that %s', (_what, told: readonly object[]) => {
    expect(proven([upload], told.map(event)).size).toBe(0);
  });

  it('does not believe one that was refused', () => {
    expect(proven([{ parcel, ms: 1, refusal: '503' }], [event(good)]).size).toBe(0);
  });
});
