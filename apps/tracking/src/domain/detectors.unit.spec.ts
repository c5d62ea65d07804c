import { describe, expect, it } from '@jest/globals';
import { acknowledge, clear, raise, type Alert } from './alert.js';
import { watchOf } from './detectors.js';
import { replace, withPoll } from './register.js';
import { recordScans } from './record-scans.js';
import type { ScanStatus, Status } from './status.js';
import type { Waybill } from './waybill.js';

const waybill = (status: Status): Waybill => ({
  id: 'w1',
  number: 'YT1',
  carrier: 'YTO',
  generation: 1,
  orderIds: ['o1'],
  purpose: 'forward',
  returns: [],
  shippedAt: 1_000,
  registeredAt: 1_000,
  status,
  scans: [],
});

const alert: Alert = {
  id: 'a1',
  detector: 'NOT_PICKED',
  severity: 'high',
  subjectId: 'w1',
  waybillId: 'w1',
  number: 'YT1',
  carrier: 'YTO',
  orderIds: ['o1'],
  since: 1_000,
  thresholdHours: 48,
  raisedAt: 2_000,
};

describe('what a parcel waits for', () => {
  it('is the pickup before it and the next scan on the road', () => {
    expect(watchOf(waybill('AWAIT_PICKUP'))).toEqual({ detector: 'NOT_PICKED', since: 1_000 });
    expect(watchOf(waybill('IN_TRANSIT'))?.detector).toBe('TRANSIT_STALL');
  });

  it.each(['401', '402', '403'])('is not ended by the carrier saying %s, that nothing happens', (code) => {
    const heard = (at: number, status: ScanStatus, from: Waybill): Waybill => {
      const line = { provider: 'kdniao', occurredText: '', code, text: `${code} ${at}`, order: 0 };
      const heard = recordScans(from, [{ ...line, status, occurredAt: at }], at);
      if (heard.kind !== 'changed') throw new Error('not recorded');
      return heard.state;
    };
    const never = heard(3_000, 'EXCEPTION', waybill('CREATED'));
    expect(watchOf(never)).toEqual({ detector: 'NOT_PICKED', since: 1_000 });
    const stalled = heard(5_000, 'EXCEPTION', heard(4_000, 'IN_TRANSIT', waybill('CREATED')));
    expect(watchOf(stalled)).toEqual({ detector: 'TRANSIT_STALL', since: 4_000 });
    expect(watchOf(heard(6_000, 'IN_TRANSIT', stalled))).toEqual({ detector: 'TRANSIT_STALL', since: 6_000 });
    expect(watchOf({ ...never, purpose: 'return' })).toBeUndefined();
  });

  it('is nothing once the parcel has ended or another number carries it', () => {
    expect(watchOf(waybill('DELIVERED'))).toBeUndefined();
    const replaced = replace(waybill('IN_TRANSIT'), 'o1', { number: 'YT2', carrier: 'YTO' }, 5_000);
    expect(replaced.kind === 'changed' && watchOf(replaced.state)).toBeUndefined();
    expect(replaced.kind === 'changed' && withPoll(replaced.state, 5_000, 10).nextPollAt).toBeUndefined();
  });
});

describe('an alert', () => {
  it('is raised once per condition, cleared once, and acknowledged by the first person', () => {
    expect(raise(undefined, alert).kind).toBe('changed');
    expect(raise(alert, alert).kind).toBe('nothing');
    const cleared = clear(alert, 'scan', 3_000);
    if (cleared.kind !== 'changed') throw new Error('not cleared');
    expect(clear(cleared.state, 'scan', 4_000).kind).toBe('nothing');
    const taken = acknowledge(cleared.state, 'm1', undefined, 5_000);
    expect(taken.kind === 'changed' && acknowledge(taken.state, 'm2', undefined, 6_000).kind).toBe('nothing');
    expect(acknowledge(undefined, 'm1', undefined, 1)).toMatchObject({
      kind: 'refused',
      code: 'alert/not-found',
    });
  });

  it('of a charge that was too high ends when a person accepts it; no other ends by being taken', () => {
    const kinds = (decision: ReturnType<typeof acknowledge>) =>
      decision.kind === 'changed' ? decision.facts.map(({ type }) => type) : decision.kind;
    expect(kinds(acknowledge(alert, 'm1', undefined, 5_000))).toEqual(['Acknowledged']);
    const overcharge = { ...alert, detector: 'OVERCHARGE' };
    expect(kinds(acknowledge(overcharge, 'm1', undefined, 5_000))).toEqual(['Acknowledged', 'Cleared']);
    const cleared = { ...overcharge, clearedAt: 4_000 };
    expect(kinds(acknowledge(cleared, 'm1', undefined, 5_000))).toEqual(['Acknowledged']);
  });
});
