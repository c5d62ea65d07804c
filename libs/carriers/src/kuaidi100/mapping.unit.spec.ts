import { readFileSync } from 'node:fs';
import { fromShanghai } from '@cartrail/kernel';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { CarrierReport, CarrierScan } from '../report.js';
import { toPushedReport, toReport, toScans } from './mapping.js';
import type { WireTrackPush } from './wire.js';

const push = (name: string): CarrierReport | undefined =>
  toPushedReport(
    JSON.parse(readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), 'utf8')) as WireTrackPush,
  );

const node = fc.record({
  ftime: fc.constantFrom('2025-01-01 20:00:00', '2025-01-01 20:00:01', '2025-01-02 05:41:00', 'soon', ''),
  context: fc.constantFrom('已揽收', '派件中', '到达'),
  statusCode: fc.oneof(fc.constantFrom('103', '5', '1099', ''), fc.constantFrom(1, 5)),
});

const identities = (scans: readonly CarrierScan[]): string[] =>
  scans.map((scan) => `${scan.occurredAt}|${scan.code}|${scan.text}`).sort();

describe('reading Kuaidi100 nodes', () => {
  it('finds the same set of scans in any order and repetition', () => {
    const shuffled = fc
      .array(node, { maxLength: 12 })
      .chain((nodes) =>
        fc.tuple(
          fc.constant(nodes),
          fc.shuffledSubarray([...nodes, ...nodes], { minLength: nodes.length * 2 }),
        ),
      );
    fc.assert(
      fc.property(shuffled, ([once, again]) => {
        expect(identities(toScans(again).scans)).toEqual(identities(toScans(once).scans));
      }),
    );
  });

  it('answers in the order of time, ties counted from 0 where the list is by time', () => {
    fc.assert(
      fc.property(fc.array(node), (nodes) => {
        const { scans } = toScans(nodes);
        const counts = scans.some(({ order }) => order > 0);
        scans.forEach((scan, at) => {
          const before = scans[at - 1];
          expect(scan.occurredAt).toBeGreaterThanOrEqual(before?.occurredAt ?? 0);
          const tied = before?.occurredAt === scan.occurredAt;
          expect(scan.order).toBe(counts && tied ? before.order + 1 : 0);
        });
      }),
    );
  });

  it('loses no node: each is a scan, a repetition or named as unreadable', () => {
    fc.assert(
      fc.property(fc.array(node), (nodes) => {
        const { scans, unreadable } = toScans(nodes);
        const unique = new Set(
          nodes.map((each) => JSON.stringify({ ...each, statusCode: String(each.statusCode) })),
        );
        expect(scans.length + new Set(unreadable.map((each) => JSON.stringify(each))).size).toBe(unique.size);
      }),
    );
  });

  it('never fails on a list of any shape', () => {
    fc.assert(fc.property(fc.anything(), (nodes) => void toScans(nodes)));
    fc.assert(fc.property(fc.array(fc.anything()), (nodes) => void toScans(nodes)));
  });

  it('keeps the wall time as written beside the instant, and a node without time apart', () => {
    const { scans, unreadable } = toScans([
      {
        time: '2025-01-02 09:58:00',
        context: '派件中',
        statusCode: 5,
        location: '',
        areaName: '浙江,杭州市',
      },
      { ftime: '2025-02-30 00:00:00', context: '?', statusCode: '5' },
    ]);
    expect(scans).toEqual([
      {
        provider: 'kuaidi100',
        occurredAt: fromShanghai('2025-01-02 09:58:00'),
        occurredText: '2025-01-02 09:58:00',
        code: '5',
        text: '派件中',
        place: '浙江,杭州市',
        placeParts: { province: '浙江' },
        status: 'OUT_FOR_DELIVERY',
        order: 0,
      },
    ]);
    expect(unreadable).toEqual([{ occurredText: '2025-02-30 00:00:00', code: '5', text: '?' }]);
  });
});

describe('reading Kuaidi100 track pushes', () => {
  it('merges a normal update and replaces by updateall only', () => {
    expect(push('push-polling')).toMatchObject({
      fullHistory: false,
      providerState: '5',
      number: 'YT1234567890123',
    });
    expect(push('push-updateall')).toMatchObject({ fullHistory: true });
    expect(push('push-updateall')?.scans.map((scan) => scan.code)).toEqual(['103', '1002', '1001', '301']);
  });

  it('reads nodes that carry names and no codes as the coded ones', () => {
    const statuses = (name: string): unknown => push(name)?.scans.map((scan) => [scan.status, scan.reason]);
    expect(statuses('push-polling-names-only')).toEqual(statuses('push-polling'));
  });

  it('withdraws nothing by a replacement that is empty', () => {
    const lastResult = { nu: 'YT1234567890123', com: 'yuantong', data: [] };
    expect(toPushedReport({ status: 'updateall', lastResult })).toMatchObject({
      fullHistory: false,
      scans: [],
    });
  });

  it('tells that no more pushes come, and why; an empty history withdraws nothing', () => {
    expect(push('push-polling')?.subscription).toBe(undefined);
    expect(push('push-shutdown')).toMatchObject({ subscription: 'ended', providerState: '3' });
    expect(push('push-abort')).toMatchObject({
      subscription: 'aborted',
      note: '3天查询无记录',
      scans: [],
      fullHistory: false,
    });
  });

  it('names the carrier the provider found out, and the one it was followed with', () => {
    expect(push('push-auto-check')).toMatchObject({
      carrier: 'ZTO',
      carrierCode: 'zhongtong',
      formerCarrier: 'STO',
    });
    const lastResult = { nu: 'SF1234567890123', com: 'shunfeng' };
    expect(
      toPushedReport({ autoCheck: '1', comOld: 'shunfengsuyun', comNew: 'shunfeng', lastResult }),
    ).toMatchObject({
      carrier: 'SF',
      formerCarrier: undefined,
    });
    expect(
      toPushedReport({ autoCheck: '0', comOld: 'shentong', comNew: '', lastResult })?.formerCarrier,
    ).toBe(undefined);
  });

  it('keeps a carrier that is in no list, and refuses a result without number', () => {
    expect(toReport({ com: 'newco', nu: ' yt 12-34 ' }, false)).toMatchObject({
      carrier: 'UNKNOWN',
      carrierCode: 'newco',
      number: 'YT1234',
    });
    expect(toReport({ com: 'yuantong', nu: '' }, false)).toBe(undefined);
  });
});
