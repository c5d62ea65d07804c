import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { CarrierReport } from '../report.js';
import { toReport } from './mapping.js';

const asked = { number: '1100000000001', carrier: 'EMS' };
const at = (minute: number, opCode: string): object => ({
  opTime: `2025-01-02 10:${String(minute).padStart(2, '0')}:00`,
  opCode,
  opDesc: `${opCode} at ${minute}`,
});
const report = (...items: object[]): CarrierReport => toReport(asked, items, undefined);
const counting = (...items: object[]): CarrierReport['scans'] =>
  report(...items).scans.filter(({ withdrawn }) => withdrawn !== true);
const codes = (...items: object[]): string[] => counting(...items).map(({ code }) => code);

describe('events that undo another', () => {
  it.each([
    ['207', '203'],
    ['212', '208'],
    ['304', '303'],
    ['304', '336'],
    ['304', '345'],
    ['424', '423'],
    ['448', '447'],
    ['472', '404'],
    ['474', '405'],
    ['483', '482'],
    ['742', '702'],
    ['743', '704'],
    ['744', '705'],
    ['EDAD', 'EDA'],
    ['EDCD', 'EDC'],
    ['EMED', 'EME'],
    ['EXAD', 'EXA'],
    ['EXBD', 'EXB'],
    ['EXCD', 'EXC'],
    ['EXDD', 'EXD'],
  ])('%s takes %s back, and itself', (code, event) => {
    expect(codes(at(0, '954'), at(1, event), at(2, code))).toEqual(['954']);
    expect(codes(at(2, code), at(1, event), at(0, '954'))).toEqual(['954']);
  });

  it('undo the last such event before them, and no other', () => {
    const left = counting(at(1, '704'), at(2, '705'), at(3, '704'), at(4, '743'), at(5, '704'));
    expect(left.map(({ text }) => text)).toEqual(['704 at 1', '705 at 2', '704 at 5']);
  });

  it('undo one event each', () => {
    expect(codes(at(1, '702'), at(2, '702'), at(3, '742'), at(4, '742'))).toEqual([]);
  });

  it('undo an event of the same second, on whichever side it is listed', () => {
    expect(codes(at(0, '203'), at(1, '704'), at(1, '743'))).toEqual(['203']);
    expect(codes(at(0, '203'), at(1, '743'), at(1, '704'))).toEqual(['203']);
  });

  it('stay, and claim nothing, where there is nothing to undo', () => {
    const { scans } = report(at(0, '743'), at(1, '704'), at(2, '744'), at(3, '492'));
    expect(scans.map(({ code, status }) => [code, status])).toEqual([
      ['743', 'UNKNOWN'],
      ['704', 'DELIVERED'],
      ['744', 'UNKNOWN'],
      ['492', 'UNKNOWN'],
    ]);
  });

  // Whoever was told of the event before has to hear that it is taken back.
  it('stay in the history beside it, marked, each in its place', () => {
    const marked = report(at(1, '203'), at(2, '704'), at(2, '705'), at(2, '743')).scans;
    expect(marked.map(({ code, order, withdrawn }) => [code, order, withdrawn])).toEqual([
      ['203', 0, undefined],
      ['704', 0, true],
      ['705', 0, undefined],
      ['743', 0, true],
    ]);
  });

  it('leave a whole history behind, also where nothing in it counts', () => {
    const withdrawn = true;
    expect(report(at(1, '203'), at(2, '207'))).toMatchObject({
      scans: [{ withdrawn }, { withdrawn }],
      fullHistory: true,
    });
    expect(report()).toMatchObject({ scans: [], fullHistory: false });
  });

  it('never leave more deliveries than there were, less the undone ones', () => {
    const events = fc.array(fc.tuple(fc.nat({ max: 5 }), fc.constantFrom('704', '743', '954')), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(events, (given) => {
        const left = codes(...given.map(([minute, code]) => at(minute, code)));
        const each = new Set(given.map(([minute, code]) => `${minute} ${code}`));
        const all = (code: string): number => [...each].filter((one) => one.endsWith(code)).length;
        const rest = (code: string): number => left.filter((one) => one === code).length;
        expect(all('704') - rest('704')).toBe(all('743') - rest('743'));
        expect(rest('954')).toBe(all('954'));
      }),
    );
  });
});
