import { describe, expect, it } from '@jest/globals';
import { outcomeText, toJson } from './report.js';
import { type Carriers, type Measured, type OrderSync } from './rounds.js';

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

  it('tells of order-sync what was lost, and a burst that never drained', () => {
    const ofLines = { perSecond: 50, limit: 200, offered: 10, found: 10 };
    const orderSync: OrderSync = {
      name: 'order-sync',
      latency: { perSecond: 100, offered: 500, found: 499, p50: 200, p99: 900 },
      burst: {
        ...{ pushes: 60_000, acknowledged: 60_000, perSecond: 1_999, repeated: 7, ackP50: 20, ackP99: 300 },
        ...{ orders: 30_000, lost: 1, doubled: 2, wrong: 3, drainSeconds: undefined, peakMb: 210 },
      },
      statements: { batches: 40, found: [40, 41], one: 21, hundred: 22 },
      imported: [ofLines, ofLines, { ...ofLines, perSecond: 40 }],
      backfill: { orders: 100_000, memoryMb: [150, 160, 165, 168], peakMb: 180 },
      notes: ['burst: order-sync 3.1 s'],
    };
    const text = outcomeText(orderSync);
    expect(text).toContain('p50 200.0 ms, p99 900.0 ms at 100 orders/s; OFFERED 500, FOUND 499');
    expect(text).toContain('60000 of 60000 pushes at 1999/s, 7 answered 503 and pushed again');
    expect(text).toContain('lost 1, doubled 2, wrong 3; NOT DRAINED after 5 minutes, never above 210 MB');
    expect(text).toContain('0.250 ± 10 %   50 order lines/s of R = 200/s');
    expect(text).toContain('21 for a batch of 1 order, 22 for one of 100; the most of 40 and 41 of 40');
    expect(text).toContain('150 160 165 168 MB');
    const { 'order-sync': json } = JSON.parse(toJson([orderSync])) as Record<string, object>;
    expect(json).toMatchObject({
      latency: { p99: 900 },
      burst: { ackP99: 300, drainSeconds: null },
      import: { ratio: 0.25, offered: 30, found: 30 },
      backfill: { growthMb: 8, peakMb: 180 },
    });
  });
});
