import { describe, expect, it } from '@jest/globals';
import { fromIso, type Instant } from '@cartrail/kernel';
import fc from 'fast-check';
import { ownTimers, platformProfiles, timerNodes } from './timer-profiles.js';
import { deadlineFor, type TimerNode } from './timers.js';

const at = (wall: string): Instant => fromIso(`${wall}+08:00`);
const normalDay = at('2026-11-12T15:20:00');
const festival = at('2026-02-12T15:20:00');

const deadline = (node: TimerNode, platform: string, entered: Instant) =>
  deadlineFor({ node, platform, at: entered });

describe('handling deadlines (§3.8)', () => {
  it.each<[TimerNode, string, string, string, string]>([
    [
      'pre_ship_refund_answer',
      '2026-11-13T15:20:00',
      '2026-02-13T15:20:00',
      '2026-11-14T15:20:00',
      'approve',
    ],
    ['refund_only_answer', '2026-11-14T03:20:00', '2026-02-18T00:00:00', '2026-11-14T15:20:00', 'approve'],
    ['return_answer', '2026-11-14T03:20:00', '2026-02-18T00:00:00', '2026-11-14T15:20:00', 'approve'],
    ['rejected_buyer_reacts', '2026-11-18T00:00:00', '2026-02-28T00:00:00', '2026-11-20T00:00:00', 'close'],
    ['return_number', '2026-11-20T00:00:00', '2026-03-10T00:00:00', '2026-11-20T00:00:00', 'close'],
    ['return_confirm_signed', '2026-11-14T15:20:00', '2026-02-28T00:00:00', '2026-11-23T00:00:00', 'refund'],
    [
      'return_confirm_unsigned',
      '2026-11-20T00:00:00',
      '2026-02-28T00:00:00',
      '2026-11-23T00:00:00',
      'refund',
    ],
    ['exchange_answer', '2026-11-13T15:20:00', '2026-02-18T00:00:00', '2026-11-14T15:20:00', 'approve'],
  ])('%s: on a normal day, at Spring Festival, and at WeChat', (node, normal, spring, wechat, onExpiry) => {
    expect(deadline(node, 'sandbox', normalDay)).toEqual({
      deadline: at(normal),
      source: 'profile',
      onExpiry,
      profile: 'tmall-2026/normal',
    });
    expect(deadline(node, 'sandbox', festival)).toMatchObject({
      deadline: at(spring),
      profile: 'tmall-2026/spring_festival',
    });
    expect(deadline(node, 'wechat', normalDay)).toMatchObject({ deadline: at(wechat), source: 'profile' });
  });

  it.each<[TimerNode, string, string]>([
    ['exchange_resend', '2026-11-18T00:00:00', '2026-03-04T00:00:00'],
    ['exchange_resend_untracked', '2026-11-23T00:00:00', '2026-02-28T00:00:00'],
    ['exchange_confirm', '2026-11-23T00:00:00', '2026-02-28T00:00:00'],
    ['repair_answer', '2026-11-14T15:20:00', '2026-02-18T00:00:00'],
    ['repair_send_back', '2026-12-13T00:00:00', '2026-03-15T00:00:00'],
  ])('%s: on a normal day, and at Spring Festival', (node, normal, spring) => {
    expect(deadline(node, 'sandbox', normalDay).deadline).toBe(at(normal));
    expect(deadline(node, 'sandbox', festival).deadline).toBe(at(spring));
  });

  it.each<[TimerNode, string, string]>([
    ['quality_claim_answer', '2026-11-13T15:20:00', 'approve'],
    ['reminded_unsigned', '2026-11-14T15:20:00', 'refund'],
    ['refund_after_sign_off', '2026-11-13T15:20:00', 'alert'],
    ['legal_refund', '2026-11-20T00:00:00', 'breach'],
    ['escalation', '2026-11-20T00:00:00', 'close'],
    ['evidence', '2026-11-13T15:20:00', 'decide'],
    ['big_appliance_inspection', '2026-11-14T00:00:00', 'approve'],
    ['big_appliance_verdict', '2026-11-14T03:20:00', 'approve'],
    ['big_appliance_refund', '2026-11-14T00:00:00', 'refund'],
  ])('%s holds at every platform', (node, expected, onExpiry) => {
    for (const platform of ['sandbox', 'douyin', 'wechat'])
      expect(deadline(node, platform, normalDay)).toEqual({
        deadline: at(expected),
        source: 'profile',
        onExpiry,
        profile: 'own',
      });
  });

  it('are the platform’s own where it names one, however short or long', () => {
    for (const platformDeadline of [normalDay + 1, normalDay + 10 ** 10])
      expect(
        deadlineFor({ node: 'return_number', platform: 'douyin', at: normalDay, platformDeadline }),
      ).toMatchObject({
        deadline: platformDeadline,
        source: 'platform',
        onExpiry: 'close',
      });
  });

  it('are an estimate where the platform publishes none', () => {
    expect(deadline('return_answer', 'douyin', normalDay)).toMatchObject({
      deadline: at('2026-11-14T03:20:00'),
      source: 'estimate',
    });
    expect(deadline('exchange_confirm', 'wechat', normalDay).source).toBe('estimate');
  });

  it.each([
    ['first', '2026-02-10T00:00:00', 'spring_festival'],
    ['last', '2026-02-23T23:59:59', 'spring_festival'],
    ['day before the first', '2026-02-09T23:59:59', 'normal'],
    ['day after the last', '2026-02-24T00:00:00', 'normal'],
  ])('are those of Spring Festival by when the node was entered: %s', (_, entered, calendar) => {
    expect(deadline('return_answer', 'sandbox', at(entered)).profile).toBe(`tmall-2026/${calendar}`);
  });

  it('exist for every node at every platform, and always lie ahead', () => {
    const platforms = [
      ...new Set(platformProfiles.flatMap((profile) => profile.platforms)),
      'douyin',
      'kuaishou',
    ];
    const entered = fc.integer({ min: at('2025-01-01T00:00:00'), max: at('2028-01-01T00:00:00') });
    fc.assert(
      fc.property(
        fc.constantFrom(...timerNodes),
        fc.constantFrom(...platforms),
        entered,
        (node, platform, when) => {
          expect(deadline(node, platform, when).deadline).toBeGreaterThan(when);
        },
      ),
    );
    expect(Object.keys(ownTimers.nodes).length).toBeGreaterThan(0);
  });
});
