import { readFileSync } from 'node:fs';
import { fromShanghai } from '@cartrail/kernel';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { CarrierReport } from '../report.js';
import { isAboutAnother, toReport } from './mapping.js';
import type { WireJourney } from './wire.js';

const asked = { number: 'DPK000000000001', carrier: 'DBL' };
const read = (traces: unknown): CarrierReport => toReport(asked, { trace_list: traces }, undefined);
const { responseParam: sample } = JSON.parse(
  readFileSync(new URL('./fixtures/trace-answer.json', import.meta.url), 'utf8'),
) as { responseParam: WireJourney };

const trace = fc.record({
  time: fc.constantFrom('2025-01-01 20:00:00', '2025-01-01 20:00:01', '2025-01-02 05:41:00', 'soon', ''),
  status: fc.constantFrom('GOT', 'SIGNED', 'OTHER', 'NEW', ''),
  description: fc.constantFrom('已揽收', '派送中', ''),
});
const identities = ({ scans }: CarrierReport): string[] =>
  scans.map((scan) => `${scan.occurredAt}|${scan.code}|${scan.text}`).sort();

describe('reading Deppon traces', () => {
  it('finds the same set of scans in any order and repetition', () => {
    const shuffled = fc
      .array(trace, { maxLength: 12 })
      .chain((all) =>
        fc.tuple(fc.constant(all), fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2 })),
      );
    fc.assert(
      fc.property(shuffled, ([once, again]) => {
        expect(identities(read(again))).toEqual(identities(read(once)));
      }),
    );
  });

  it('never fails on traces of any shape', () => {
    fc.assert(fc.property(fc.anything(), (all) => void read(all)));
    fc.assert(fc.property(fc.array(fc.anything()), (all) => void read(all)));
  });

  it('puts a list without order into the order of time', () => {
    expect(toReport(asked, sample, undefined)).toMatchObject({
      ...asked,
      carrierCode: 'DEPPON',
      fullHistory: true,
      scans: [
        {
          status: 'PICKED_UP',
          place: '金华市',
          placeParts: { city: '金华市', site: '义乌某营业部' },
        },
        { status: 'IN_TRANSIT' },
        { status: 'IN_TRANSIT' },
        { status: 'OUT_FOR_DELIVERY' },
      ],
    });
  });

  it('keeps the wall time as written beside the instant, and a scan without time apart', () => {
    const { scans, unreadable } = read([
      { time: '2025-01-02 09:58:00', status: 'SENT_SCAN', description: '派送中', site: '某营业部' },
      { time: '2025-02-30 00:00:00', status: 'GOT', description: '?' },
    ]);
    expect(scans).toEqual([
      {
        provider: 'deppon',
        occurredAt: fromShanghai('2025-01-02 09:58:00'),
        occurredText: '2025-01-02 09:58:00',
        code: 'SENT_SCAN',
        text: '派送中',
        place: '某营业部',
        placeParts: { site: '某营业部' },
        status: 'OUT_FOR_DELIVERY',
        order: 0,
      },
    ]);
    expect(unreadable).toEqual([{ occurredText: '2025-02-30 00:00:00', code: 'GOT', text: '?' }]);
  });

  it('keeps a code nobody mapped, raw', () => {
    const odd = { time: '2025-01-02 09:58:00', status: 'ROBOT', description: '机器人配送' };
    expect(read([odd]).scans).toMatchObject([{ code: 'ROBOT', text: '机器人配送', status: 'UNKNOWN' }]);
  });

  it('replaces nothing where it found nothing', () => {
    expect(read([])).toMatchObject({ scans: [], unreadable: [], fullHistory: false });
  });

  it.each([
    ['dpk-000000 000001', false],
    ['', false],
    [undefined, false],
    ['DPK000000000002', true],
  ])('knows an answer about %j', (tracking_number, another) => {
    expect(isAboutAnother(asked.number, { tracking_number })).toBe(another);
  });
});
