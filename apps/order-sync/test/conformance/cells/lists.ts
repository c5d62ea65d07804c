import { expect } from '@jest/globals';
import { HOUR, MINUTE } from '@cartrail/kernel';
import {
  TooManyRows,
  type CaseSign,
  type Listing,
  type OrderRow,
  type Window,
} from '../../../src/application/ports.js';
import { walk } from '../../../src/application/walk.js';
import type { Stage } from '../stage.js';
import { missing, present, type Cells } from './cell.js';
import { altered } from './orders.js';

type Scenes =
  | 'orders-move'
  | 'orders-created'
  | 'cases-move'
  | 'cases-created'
  | 'long-window'
  | 'too-many-rows'
  | 'token-between-pages';

/** Longer than any poll stays behind. */
const LATE_MS = 2 * MINUTE;

const idOf = (row: OrderRow): string =>
  row.kind === 'whole' ? row.pulled.platformOrderId : row.platformOrderId;
const caseIdOf = (row: CaseSign): string => row.platformAfterSaleId;

/** From the front, from the middle, from the end. */
const some = (ids: readonly string[]): readonly string[] =>
  [0, 1, 20, 51, 101, 119, ids.length - 1].flatMap((at) => ids[at] ?? []);

interface Moving<T> {
  readonly kind: 'orders' | 'after-sales';
  readonly ids: readonly string[];
  readonly listing: Listing<T>;
  readonly idOf: (row: T) => string;
}

/** What stays where it is is in this window; what moves meanwhile is in this one or in the next. */
async function expectNothingLost<T>(
  stage: Stage,
  { kind, ids, listing, idOf: name }: Moving<T>,
): Promise<void> {
  await stage.late(LATE_MS);
  const window = stage.window();
  const moved = some(ids);
  const before = await stage.pages(listing, window, async () => {
    for (const id of moved) await stage.sim.control('POST', `/${kind}/${id}/cancel`, {});
  });
  const stayed = ids.filter((id) => !moved.includes(id));
  expect(missing(stayed, before.map(name))).toEqual([]);
  await stage.late(LATE_MS);
  const after = await stage.pages(listing, { from: window.to, to: stage.window().to });
  expect(missing(ids, [...before, ...after].map(name))).toEqual([]);
}

async function read<T>(stage: Stage, listing: Listing<T>): Promise<readonly T[]> {
  const rows: T[] = [];
  for await (const page of walk(listing, stage.ref, stage.window(), stage.ask)) rows.push(...page);
  return rows;
}

export const listCells: Cells<Scenes> = {
  'orders-created': async (stage) => {
    const ids = await stage.manyOrders();
    await stage.late(LATE_MS);
    const rows = await read(stage, present(stage.platform.orders.created, 'a list by creation'));
    expect(missing(ids, rows.map(idOf))).toEqual([]);
  },
  'orders-move': async (stage) => {
    const ids = await stage.orders(130);
    const { changed } = stage.platform.orders;
    await expectNothingLost(stage, { kind: 'orders', ids, listing: changed, idOf });
  },
  'cases-move': async (stage) => {
    const ids = await stage.manyCases();
    const { changed } = stage.platform.cases;
    await expectNothingLost(stage, { kind: 'after-sales', ids, listing: changed, idOf: caseIdOf });
  },
  'cases-created': async (stage) => {
    const ids = await stage.manyCases();
    await stage.late(LATE_MS);
    const rows = await read(stage, present(stage.platform.cases.created, 'a list by creation'));
    expect(missing(ids, rows.map(caseIdOf))).toEqual([]);
  },
  'long-window': async (stage) => {
    const { changed } = stage.platform.orders;
    expect(changed.maxAgeMs).toBeGreaterThan(changed.maxSpanMs);
    const id = await stage.order();
    await stage.late(LATE_MS);
    const { to } = stage.window();
    const { maxSpanMs, maxAgeMs } = changed;
    const longest = Math.min(2.5 * maxSpanMs, maxAgeMs - HOUR);
    const asked: Window[] = [];
    const watched: Listing<OrderRow> = {
      maxSpanMs,
      maxAgeMs,
      pages: (shop, window, ask) => {
        asked.push(window);
        return changed.pages(shop, window, ask);
      },
    };
    const rows: OrderRow[] = [];
    for await (const page of walk(watched, stage.ref, { from: to - longest, to }, stage.ask))
      rows.push(...page);
    expect(rows.map(idOf)).toContain(id);
    expect(asked.filter((window) => window.to - window.from > maxSpanMs)).toEqual([]);
    expect(asked.length).toBeGreaterThanOrEqual(Math.ceil(longest / maxSpanMs));
  },
  'too-many-rows': async (stage) => {
    const ids = await stage.orders(3);
    await stage.late(LATE_MS);
    const total = present(stage.subject.alterations.total, 'a count of rows');
    const { changed } = stage.platform.orders;
    const whole = altered(stage, total, () => stage.pages(changed, stage.window()));
    await expect(whole).rejects.toBeInstanceOf(TooManyRows);
    let left = 1;
    const first = (answer: string, path: string): string => (left-- > 0 ? total(answer, path) : answer);
    const rows = await altered(stage, first, () => read(stage, changed));
    expect(missing(ids, rows.map(idOf))).toEqual([]);
  },
  'token-between-pages': async (stage) => {
    const ids = await stage.orders(130);
    await stage.late(LATE_MS);
    const { token } = stage;
    const expire = () => stage.sim.control('POST', '/tokens/expire', { shopId: stage.subject.shopId });
    const rows = await stage.pages(stage.platform.orders.changed, stage.window(), expire);
    expect(missing(ids, rows.map(idOf))).toEqual([]);
    expect(stage.token).not.toBe(token);
  },
};
