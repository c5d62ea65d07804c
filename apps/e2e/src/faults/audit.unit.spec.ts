import { describe, expect, it } from '@jest/globals';
import { audit, isClean, type Message } from './audit.js';
import { selfTest } from './self-test.js';

const offered = [
  { key: 'A', facts: ['registered'] },
  { key: 'A', facts: ['scan 1', 'scan 2'] },
];
const rows = offered.flatMap(({ key, facts }) => facts.map((fact) => ({ key, fact })));
const message = (sequence: number, fact?: string): Message => ({
  id: `event ${sequence}`,
  source: '/t/tracking/waybill/a',
  sequence,
  key: 'A',
  ...(fact === undefined ? {} : { fact }),
});
const messages = [message(1, 'registered'), message(2, 'scan 1'), message(3), message(4, 'scan 2')];

describe('the audit', () => {
  it('reports exactly what is planted, for each of its four kinds', () => {
    expect(selfTest()).toEqual([]);
  });

  it('finds nothing where databases and topic hold what was offered', () => {
    const findings = audit({ offered, kept: { tracking: rows, cases: rows }, messages });
    expect(findings).toEqual({ lost: [], doubled: [], reordered: [], phantom: [], wireDuplicates: 0 });
    expect(isClean(findings)).toBe(true);
  });

  it('names the database that lacks a fact the others have', () => {
    const { lost } = audit({ offered, kept: { tracking: rows, cases: rows.slice(1) }, messages });
    expect(lost).toEqual(['cases: A registered']);
  });

  it('takes a fact offered many times for one', () => {
    const again = [...offered, ...offered, ...offered];
    expect(isClean(audit({ offered: again, kept: { tracking: rows }, messages }))).toBe(true);
  });

  it('counts a batch that was sent twice as wire duplicates only', () => {
    const findings = audit({ offered, kept: {}, messages: [...messages.slice(0, 3), ...messages] });
    expect(isClean(findings)).toBe(true);
    expect(findings.wireDuplicates).toBe(3);
  });

  it('sees one fact told under two ids', () => {
    const twice = [...messages, message(5, 'scan 2')];
    expect(audit({ offered, kept: {}, messages: twice }).doubled).toEqual(['topic: A scan 2 ×2']);
  });

  it('sees a hole in an aggregate’s sequence even where no fact is missing', () => {
    const holed = messages.filter(({ sequence }) => sequence !== 3);
    expect(audit({ offered, kept: {}, messages: holed }).lost).toEqual(['topic: /t/tracking/waybill/a #3']);
  });
});
