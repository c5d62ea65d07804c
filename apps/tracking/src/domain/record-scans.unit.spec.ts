import { describe, expect, it } from '@jest/globals';
import { HOUR, type Instant } from '@cartrail/kernel';
import fc from 'fast-check';
import { recordScans } from './record-scans.js';
import { register } from './register.js';
import { isPhysical, type Report } from './scan.js';
import { statuses, type ScanStatus } from './status.js';
import type { Waybill, WaybillFact } from './waybill.js';

const SHIPPED: Instant = Date.UTC(2026, 10, 1);
const NOW = SHIPPED + 100 * HOUR;

function aWaybill(): Waybill {
  const shipment = { orderId: 'o1', number: 'YT1', carrier: 'YTO', shippedAt: SHIPPED };
  const decision = register(undefined, 'w1', shipment, SHIPPED);
  if (decision.kind !== 'changed') throw new Error('not registered');
  return decision.state;
}

const report = (hours: number, status: ScanStatus, more: Partial<Report> = {}): Report => ({
  provider: 'kdniao',
  occurredAt: SHIPPED + hours * HOUR,
  occurredText: String(hours),
  code: status,
  text: `${status} ${hours}`,
  status,
  order: 0,
  ...more,
});

function play(
  batches: readonly (readonly Report[])[],
  now = NOW,
): { waybill: Waybill; facts: WaybillFact[] } {
  let waybill = aWaybill();
  const facts: WaybillFact[] = [];
  for (const batch of batches) {
    const decision = recordScans(waybill, batch, now);
    if (decision.kind !== 'changed') continue;
    waybill = decision.state;
    facts.push(...decision.facts);
  }
  return { waybill, facts };
}

const said = (facts: readonly WaybillFact[]) =>
  facts.map((fact) =>
    fact.type === 'StatusReached'
      ? fact.status
      : fact.type === 'StatusCorrected'
        ? `${fact.from}>${fact.to}:${fact.why}`
        : fact.type,
  );

describe('recording scans', () => {
  it('records each scan once and announces what was reached on the way', () => {
    const history = [
      report(1, 'PICKED_UP'),
      report(2, 'IN_TRANSIT'),
      report(3, 'OUT_FOR_DELIVERY'),
      report(4, 'DELIVERED'),
    ];
    const { facts, waybill } = play([history, history]);
    const recorded = Array(4).fill('ScanRecorded') as string[];
    expect(said(facts)).toEqual([...recorded, 'PICKED_UP', 'OUT_FOR_DELIVERY', 'DELIVERED']);
    expect(waybill.status).toBe('DELIVERED');
  });

  it('tells once that a parcel was picked up, by the first scan that saw it on the way', () => {
    const late = play([[report(5, 'IN_TRANSIT')], [report(1, 'PICKED_UP')], [report(6, 'ARRIVED_CITY')]]);
    expect(said(late.facts).filter((name) => name !== 'ScanRecorded')).toEqual(['PICKED_UP']);
    expect(late.facts[1]).toMatchObject({ status: 'PICKED_UP', scannedAt: SHIPPED + 5 * HOUR });
    const delivered = play([[report(1, 'AWAIT_PICKUP')], [report(9, 'DELIVERED')]]);
    expect(said(delivered.facts)).toEqual(['ScanRecorded', 'ScanRecorded', 'PICKED_UP', 'DELIVERED']);
    expect(said(play([[report(1, 'EXCEPTION', { code: '401' })]]).facts)).toEqual(['ScanRecorded']);
  });

  it('keeps an unknown code and lets it move nothing', () => {
    const { facts, waybill } = play([[report(1, 'PICKED_UP')], [report(2, 'UNKNOWN', { code: '999' })]]);
    expect(waybill.status).toBe('PICKED_UP');
    expect(waybill.scans).toHaveLength(2);
    expect(said(facts)).toEqual(['ScanRecorded', 'PICKED_UP', 'ScanRecorded']);
  });

  it('says a late scan is late and takes no step back for it', () => {
    const { facts, waybill } = play([[report(5, 'OUT_FOR_DELIVERY')], [report(1, 'PICKED_UP')]]);
    expect(waybill.status).toBe('OUT_FOR_DELIVERY');
    expect(facts.at(-1)).toMatchObject({ type: 'ScanRecorded', late: true, status: 'OUT_FOR_DELIVERY' });
    expect(facts).toHaveLength(4);
  });

  it('changes a delivered parcel only by a correction that says from, to and why', () => {
    const delivered = [report(1, 'PICKED_UP'), report(4, 'DELIVERED')];
    const ignored = play([delivered, [report(5, 'IN_TRANSIT'), report(6, 'EXCEPTION')]]);
    expect(ignored.waybill.status).toBe('DELIVERED');
    const returned = play([delivered, [report(6, 'RETURNING', { reason: 'refused' })]]);
    expect(said(returned.facts).slice(-3)).toEqual([
      'ScanRecorded',
      'DELIVERED>RETURNING:return',
      'RETURNING',
    ]);
    expect(returned.waybill).toMatchObject({ status: 'RETURNING', reason: 'refused' });
  });

  it('takes a signature on the way back for the sender’s, unless the receiver had only refused', () => {
    const way = [report(1, 'PICKED_UP'), report(2, 'RETURNING'), report(3, 'OUT_FOR_DELIVERY')];
    const back = play([[...way, report(4, 'DELIVERED')]]);
    expect(back.waybill.status).toBe('RETURNED');
    expect(said(back.facts)).not.toContain('DELIVERED');
    const refused = [report(1, 'PICKED_UP'), report(2, 'RETURNING', { reason: 'refused' })];
    const taken = play([[...refused, report(4, 'DELIVERED')]]);
    expect(taken.waybill.status).toBe('DELIVERED');
    expect(said(taken.facts)).toContain('DELIVERED');
  });

  it('corrects the status when the scan it stood on is taken back', () => {
    const history = [report(1, 'PICKED_UP'), report(4, 'DELIVERED')];
    const { facts, waybill } = play([history, [report(4, 'DELIVERED', { withdrawn: true })]]);
    expect(said(facts).slice(-2)).toEqual(['ScanWithdrawn', 'DELIVERED>PICKED_UP:scan-withdrawn']);
    expect(waybill.scans).toHaveLength(2);
  });

  it('keeps a scan that comes taken back, and lets it claim nothing', () => {
    const { facts, waybill } = play([
      [report(1, 'PICKED_UP'), report(4, 'DELIVERED', { withdrawn: true })],
      [report(4, 'DELIVERED')],
    ]);
    expect(said(facts)).toEqual(['ScanRecorded', 'ScanRecorded', 'PICKED_UP']);
    expect(waybill).toMatchObject({ status: 'PICKED_UP', scans: [{}, { withdrawn: true }] });
  });

  it('takes nothing back for a history that is shorter, older or empty', () => {
    const history = [report(1, 'PICKED_UP'), report(2, 'IN_TRANSIT'), report(4, 'DELIVERED')];
    const { facts, waybill } = play([history, history.slice(0, 1), [], history.slice(1)]);
    expect(said(facts)).not.toContain('ScanWithdrawn');
    expect(waybill.status).toBe('DELIVERED');
  });

  it('goes on after a failed attempt, and announces each new one', () => {
    const steps = [
      report(3, 'OUT_FOR_DELIVERY'),
      report(4, 'DELIVERY_FAILED'),
      report(5, 'OUT_FOR_DELIVERY'),
      report(6, 'DELIVERED'),
    ];
    const { facts } = play(steps.map((one) => [one]));
    expect(said(facts).filter((name) => name !== 'ScanRecorded')).toEqual([
      'PICKED_UP',
      'OUT_FOR_DELIVERY',
      'DELIVERY_FAILED',
      'OUT_FOR_DELIVERY',
      'DELIVERED',
    ]);
  });

  it.each<[ScanStatus, ScanStatus, ScanStatus]>([
    ['OUT_FOR_DELIVERY', 'DELIVERY_FAILED', 'DELIVERY_FAILED'],
    ['IN_TRANSIT', 'EXCEPTION', 'EXCEPTION'],
    ['AWAIT_PICKUP', 'CANCELLED', 'CANCELLED'],
    ['DELIVERY_FAILED', 'AVAILABLE_FOR_PICKUP', 'AVAILABLE_FOR_PICKUP'],
    ['DELIVERED', 'RETURNING', 'RETURNING'],
    ['UNKNOWN', 'OUT_FOR_DELIVERY', 'OUT_FOR_DELIVERY'],
  ])('takes %s for the earlier of it and %s at one moment, whichever came first', (early, late, status) => {
    const [one, other] = [report(4, early), report(4, late)];
    for (const batches of [[[one, other]], [[other, one]], [[one], [other]], [[other], [one]]]) {
      const { waybill } = play(batches);
      expect(waybill.scans.map((scan) => scan.status)).toEqual([early, late]);
      expect(waybill.status).toBe(status);
    }
  });

  it('keeps to the order a provider tells of one moment', () => {
    const told = [report(4, 'DELIVERY_FAILED'), report(4, 'OUT_FOR_DELIVERY', { order: 1 })];
    expect(play([told]).waybill.status).toBe('OUT_FOR_DELIVERY');
    expect(play(told.reverse().map((one) => [one])).waybill.status).toBe('OUT_FOR_DELIVERY');
  });

  describe('of a parcel whose scans an earlier release put into another order', () => {
    const moment = [report(4, 'OUT_FOR_DELIVERY'), report(4, 'DELIVERY_FAILED')];
    const former = { ...play([moment]).waybill, status: 'OUT_FOR_DELIVERY' as const };

    it('leaves the status alone while nothing is new', () => {
      expect(recordScans(former, moment, NOW).kind).toBe('nothing');
    });

    it.each<[ScanStatus, string[]]>([
      ['UNKNOWN', ['ScanRecorded', 'OUT_FOR_DELIVERY>DELIVERY_FAILED:history-completed']],
      ['IN_TRANSIT', ['ScanRecorded', 'OUT_FOR_DELIVERY>IN_TRANSIT:history-completed']],
      ['DELIVERED', ['ScanRecorded', 'OUT_FOR_DELIVERY>DELIVERED:history-completed', 'DELIVERED']],
      ['OUT_FOR_DELIVERY', ['ScanRecorded', 'OUT_FOR_DELIVERY']],
    ])('tells a correction from the status that stood, with the next scan (%s)', (next, expected) => {
      const decision = recordScans(former, [report(5, next)], NOW);
      if (decision.kind !== 'changed') throw new Error('nothing new');
      expect(said(decision.facts)).toEqual(expected);
    });
  });

  it('flags times in the future and before the parcel was handed over', () => {
    const { waybill } = play([[report(-1, 'PICKED_UP'), report(200, 'IN_TRANSIT'), report(2, 'IN_TRANSIT')]]);
    expect(waybill.scans.map(({ suspicious }) => suspicious)).toEqual([true, false, true]);
  });
});

const anyReports = fc.uniqueArray(
  fc.record({
    hours: fc.integer({ min: -2, max: 12 }),
    status: fc.constantFrom<ScanStatus>(...statuses, 'UNKNOWN'),
    order: fc.integer({ min: 0, max: 3 }),
  }),
  { maxLength: 12, selector: ({ hours, status }) => `${hours}/${status}` },
);

describe('any order, repetition and split of the same scans', () => {
  const cases = anyReports.chain((given) => {
    const reports = given.map(({ hours, status, order }) => report(hours, status, { order }));
    if (reports.length === 0) return fc.constant({ reports, batches: [] as Report[][] });
    const extra = fc.array(fc.array(fc.constantFrom(...reports), { maxLength: 5 }), { maxLength: 6 });
    const shuffled = fc.shuffledSubarray(reports, { minLength: reports.length });
    return fc.tuple(extra, shuffled, extra, fc.integer({ min: 1, max: 4 })).map(([head, all, tail, size]) => {
      const batches: Report[][] = [...head];
      for (let at = 0; at < all.length; at += size) batches.push(all.slice(at, at + size));
      return { reports, batches: [...batches, ...tail] };
    });
  });

  it('ends in the same waybill, with every scan recorded exactly once', () => {
    fc.assert(
      fc.property(cases, ({ reports, batches }) => {
        const whole = play([reports]).waybill;
        const { waybill, facts } = play(batches);
        expect(waybill).toEqual(whole);
        const recorded = facts.flatMap((fact) => (fact.type === 'ScanRecorded' ? [fact.scan.scanId] : []));
        expect([...recorded].sort()).toEqual(whole.scans.map(({ scanId }) => scanId).sort());
        const taken = said(facts).filter((name) => name === 'PICKED_UP');
        expect(taken).toHaveLength(whole.scans.some(isPhysical) ? 1 : 0);
      }),
      { numRuns: 300 },
    );
  });

  it('tells a reader the status at any time: the last word always matches the fold', () => {
    fc.assert(
      fc.property(cases, ({ batches }) => {
        const { waybill, facts } = play(batches);
        const recorded = facts.filter((fact) => fact.type === 'ScanRecorded').at(-1);
        if (recorded?.type === 'ScanRecorded') expect(recorded.status).toBe(waybill.status);
        for (const fact of facts) if (fact.type === 'StatusCorrected') expect(fact.from).not.toBe(fact.to);
      }),
      { numRuns: 200 },
    );
  });
});

/** A provider's whole history, longer each time; what it takes back is marked from then on. */
const histories = fc
  .array(
    fc.record({
      hours: fc.integer({ min: 0, max: 12 }),
      status: fc.constantFrom<ScanStatus>(...statuses, 'UNKNOWN'),
      takenBackAfter: fc.option(fc.nat({ max: 6 }), { nil: undefined }),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((lines) =>
    lines.map((_, last) =>
      lines.slice(0, last + 1).map(({ hours, status, takenBackAfter }, at) =>
        report(hours, status, {
          text: `line ${at}`,
          withdrawn: takenBackAfter !== undefined && at + takenBackAfter < last ? true : undefined,
        }),
      ),
    ),
  );

describe('whole histories pushed in any order, again and again, with lines taken back', () => {
  const pushes = histories.chain((states) =>
    fc
      .tuple(fc.array(fc.constantFrom(...states), { maxLength: 10 }), fc.nat({ max: 10 }))
      .map(([others, at]) => ({
        states,
        order: [...others.slice(0, at), states.at(-1) ?? [], ...others.slice(at)],
      })),
  );

  it('end in the waybill of the newest of them, with each scan taken back once', () => {
    fc.assert(
      fc.property(pushes, ({ states, order }) => {
        const newest = states.at(-1) ?? [];
        const { waybill, facts } = play(order);
        expect(waybill).toEqual(play([newest]).waybill);
        const takenBack = facts.flatMap((fact) => (fact.type === 'ScanWithdrawn' ? [fact.scanId] : []));
        expect(new Set(takenBack).size).toBe(takenBack.length);
        const marked = waybill.scans.filter(({ withdrawn }) => withdrawn).length;
        expect(marked).toBe(newest.filter(({ withdrawn }) => withdrawn).length);
      }),
      { numRuns: 300 },
    );
  });

  it('let a reader who adds up what he was told end at the same status', () => {
    fc.assert(
      fc.property(pushes, ({ order }) => {
        const { waybill, facts } = play(order);
        const told = facts.flatMap((fact) =>
          fact.type === 'ScanRecorded' || fact.type === 'ScanWithdrawn' ? [fact.status] : [],
        );
        expect(told.at(-1)).toBe(waybill.status);
      }),
      { numRuns: 200 },
    );
  });
});
