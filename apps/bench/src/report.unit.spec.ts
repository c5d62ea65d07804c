import { describe, expect, it } from '@jest/globals';
import { outcomeText, toJson } from './report.js';
import { type Measured } from './rounds.js';

const round = { perSecond: 50, limit: 200, offered: 10, found: 10 };
const measured: Measured = {
  name: 'G5',
  what: 'returns',
  limitName: 'R / events',
  rounds: [round, round, round],
  figures: { statementsPerReturn: 1.5 },
  notes: [],
};

describe('the report', () => {
  it('has the figures every measure has, and those of its own', () => {
    expect(JSON.parse(toJson([measured]))).toEqual({
      G5: { ratio: 0.25, perSecond: 50, limit: 200, offered: 30, found: 30, statementsPerReturn: 1.5 },
    });
  });

  it('says so where something is missing', () => {
    const short = { ...measured, rounds: [round, { ...round, found: 9 }, round] };
    expect(outcomeText(short)).toContain('OFFERED 30, FOUND 29');
    expect(outcomeText(measured)).toContain('offered = found = 30');
  });
});
