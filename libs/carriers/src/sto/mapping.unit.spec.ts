import { readFileSync } from 'node:fs';
import { fromShanghai } from '@cartrail/kernel';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { toReport, toScans } from './mapping.js';
import type { WireAnswer } from './wire.js';

const NUMBER = '777000000000001';
const answer = JSON.parse(
  readFileSync(new URL('./fixtures/track-answer.json', import.meta.url), 'utf8'),
) as WireAnswer;

describe('reading STO traces', () => {
  it('keeps the wall time as written beside the instant, and a scan without time apart', () => {
    const { scans, unreadable } = toScans([
      { opTime: '2025-01-02 09:58:00', scanType: '派件', memo: '派件中', opOrgCityName: '杭州市' },
      { opTime: '2025-02-30 00:00:00', scanType: '发件', memo: '?' },
    ]);
    expect(scans).toEqual([
      {
        provider: 'sto',
        occurredAt: fromShanghai('2025-01-02 09:58:00'),
        occurredText: '2025-01-02 09:58:00',
        code: '派件',
        text: '派件中',
        place: '杭州市',
        placeParts: { city: '杭州市' },
        status: 'OUT_FOR_DELIVERY',
        order: 0,
      },
    ]);
    expect(unreadable).toEqual([{ occurredText: '2025-02-30 00:00:00', code: '发件', text: '?' }]);
  });

  it('names the outlet where no city is told, and the issue where no text is', () => {
    const issue = { opTime: '2025-01-02 09:58:00', scanType: '问题件', issueName: '地址不详', memo: '' };
    expect(toScans([{ ...issue, opOrgName: '浙江余杭公司' }]).scans).toMatchObject([
      { status: 'EXCEPTION', text: '地址不详', place: '浙江余杭公司' },
    ]);
  });

  it('tells the place in parts, and no courier where none is named', () => {
    const { scans } = toReport(answer, NUMBER) ?? {};
    expect(scans?.map(({ placeParts }) => placeParts)).toEqual([
      { city: '金华市', site: '浙江义乌公司' },
      { city: '杭州市', site: '浙江杭州转运中心' },
      { city: '杭州市', site: '浙江余杭公司' },
    ]);
    expect(scans?.map(({ courier }) => courier)).toEqual([undefined, undefined, undefined]);
  });

  it('keeps a scan nobody mapped, raw', () => {
    const scan = { opTime: '2025-01-02 09:58:00', scanType: '安检', memo: '安检完成' };
    expect(toScans([scan]).scans).toMatchObject([{ status: 'UNKNOWN', code: '安检', text: '安检完成' }]);
  });

  it('reads the same journey in either direction and with repetitions', () => {
    const at = (opTime: string, memo: string): object => ({ opTime, memo, scanType: '发件' });
    const ascending = [
      at('2025-01-01 20:00:00', 'a'),
      at('2025-01-01 20:00:00', 'b'),
      at('2025-01-02 20:00:00', 'c'),
    ];
    expect(toScans([...ascending].reverse())).toEqual(toScans(ascending));
    expect(toScans([...ascending, ...ascending]).scans).toHaveLength(3);
  });

  it('never fails on a trace list of any shape', () => {
    fc.assert(fc.property(fc.anything(), (traces) => void toScans(traces)));
    fc.assert(fc.property(fc.array(fc.anything()), (traces) => void toScans(traces)));
  });

  it('takes an empty history for nothing to say, and one of other numbers for none of this parcel', () => {
    const empty = { number: NUMBER, scans: [], fullHistory: false };
    for (const data of [null, '', {}, { [NUMBER]: [] }, { [NUMBER]: null }])
      expect(toReport({ data }, NUMBER)).toMatchObject(empty);
    expect(toReport({ data: { '777000000000002': [] } }, NUMBER)).toBe(undefined);
  });

  it('reads data that was put into a string once more', () => {
    const data = JSON.stringify({ [NUMBER]: [{ opTime: '2025-01-02 09:58:00', scanType: '签收' }] });
    expect(toReport({ data }, NUMBER)).toMatchObject({
      carrier: 'STO',
      carrierCode: 'STO',
      fullHistory: true,
      scans: [{ status: 'DELIVERED' }],
    });
  });
});
