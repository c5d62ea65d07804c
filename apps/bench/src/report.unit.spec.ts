import { describe, expect, it } from '@jest/globals';
import { outcomeText, toJson } from './report.js';
import { type Carriers, type Measured } from './rounds.js';

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

  it('tells of the carrier library by provider, and which reads nothing and why', () => {
    const carriers: Carriers = {
      name: 'carriers',
      speeds: [
        {
          name: 'kdniao',
          form: 'JSON',
          rounds: [10, 30, 20].map((perSecond) => ({ perSecond, limit: 100 })),
          bytes: 900,
        },
        { name: 'sf-xml', form: 'XML', rounds: [{ perSecond: 5, limit: 100 }], bytes: 700 },
      ],
      unread: [{ provider: 'ems', why: 'nobody signs them' }],
      recognised: [300_000, 200_000, 250_000],
      memory: { callbacks: 1_000_000, heapMb: [10, 10.5, 10.25], processMb: [60, 61, 61] },
    };
    expect(JSON.parse(toJson([carriers]))).toEqual({
      carriers: {
        callbacks: {
          kdniao: { ratio: 0.2, perSecond: 20, limit: 100 },
          'sf-xml': { ratio: 0.05, perSecond: 5, limit: 100 },
        },
        recognisedPerSecond: 250_000,
        heapGrowthMb: 0.25,
        processGrowthMb: 1,
      },
    });
    const text = outcomeText(carriers);
    expect(text).toContain('kdniao     0.200 ± 50 %   20 callbacks/s of 900 bytes of JSON');
    expect(text).toContain('sf-xml     0.050 ± 0 %   5 callbacks/s of 700 bytes of XML');
    expect(text).toContain('ems        reads none: nobody signs them');
    expect(text).toContain('heap 10.0 10.5 10.3 MB');
  });
});
