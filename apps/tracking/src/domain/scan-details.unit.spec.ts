import { describe, expect, it } from '@jest/globals';
import { HOUR, type Instant } from '@cartrail/kernel';
import fc from 'fast-check';
import { recordScans } from './record-scans.js';
import { register } from './register.js';
import type { Report } from './scan.js';
import type { Waybill, WaybillFact } from './waybill.js';

const NOW: Instant = Date.UTC(2026, 10, 1);
const shipment = { orderId: 'o1', number: 'JT1', carrier: 'JTSD', shippedAt: NOW };

const line: Report = {
  provider: 'jt',
  occurredAt: NOW + HOUR,
  occurredText: '',
  code: '5',
  text: '派件中',
  status: 'OUT_FOR_DELIVERY',
  order: 0,
};
const pushed: Report = {
  ...line,
  placeParts: { province: undefined, city: '杭州市', district: '西湖区' },
  courier: { nameMask: '李*', phoneMask: '138****1234' },
};
const answered: Report = { ...line, placeParts: { province: '浙江省', city: '杭州市' } };

function play(reports: readonly Report[]): { waybill: Waybill; facts: readonly WaybillFact[] } {
  const registered = register(undefined, 'w1', shipment, NOW);
  if (registered.kind !== 'changed') throw new Error('not registered');
  let waybill = registered.state;
  const facts: WaybillFact[] = [];
  for (const report of reports) {
    const decision = recordScans(waybill, [report], NOW + 2 * HOUR);
    if (decision.kind !== 'changed') continue;
    waybill = decision.state;
    facts.push(...decision.facts);
  }
  return { waybill, facts };
}

describe('where a scan was and who had the parcel', () => {
  it('are told with the scan', () => {
    const { placeParts, courier } = pushed;
    expect(play([pushed]).facts[0]).toMatchObject({ type: 'ScanRecorded', scan: { placeParts, courier } });
  });

  // A push tells more of a scan than the answer to a query, and the other way round.
  it('are gathered from every report of the scan, in any order, and are no news by themselves', () => {
    const whole = {
      placeParts: { province: '浙江省', city: '杭州市', district: '西湖区' },
      courier: pushed.courier,
    };
    const reports = fc.shuffledSubarray([line, pushed, answered, pushed, line], { minLength: 5 });
    fc.assert(
      fc.property(reports, (order) => {
        const { waybill, facts } = play(order);
        expect(waybill.scans).toEqual([expect.objectContaining(whole)]);
        expect(facts.map(({ type }) => type)).toEqual(['ScanRecorded', 'StatusReached', 'StatusReached']);
      }),
    );
  });

  it('leave a parcel alone that is told them again', () => {
    const { waybill } = play([pushed, answered]);
    for (const again of [line, pushed, answered])
      expect(recordScans(waybill, [again], NOW + 3 * HOUR).kind).toBe('nothing');
  });
});
