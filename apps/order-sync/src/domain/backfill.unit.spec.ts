import { describe, expect, it } from '@jest/globals';
import { DAY, HOUR } from '@cartrail/kernel';
import fc from 'fast-check';
import { nextPiece, pieceRead, progressOf, startBackfill, type Backfill } from './backfill.js';
import { syncStreams, type SyncStream } from './sync-hour.js';

const NOW = 1_700_000_000_000;

function started(days: number): Backfill {
  const decided = startBackfill(undefined, { shopId: 's', days }, NOW);
  if (decided.kind !== 'changed') throw new Error('not started');
  return decided.state;
}

const read = (held: Backfill, spanMs: number, rows = 10): Backfill => {
  const piece = nextPiece(held, () => spanMs);
  const decided = piece && pieceRead(held, { ...piece, rows, tookMs: 1_000 }, NOW);
  return decided?.kind === 'changed' ? decided.state : held;
};

describe('a backfill', () => {
  it('reads every moment of its window exactly once, newest first, orders before cases', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 90 }),
        fc.integer({ min: HOUR, max: 10 * DAY }),
        (days, spanMs) => {
          let held = started(days);
          const pieces: { stream: SyncStream; from: number; to: number }[] = [];
          for (let piece = nextPiece(held, () => spanMs); piece; piece = nextPiece(held, () => spanMs)) {
            pieces.push(piece);
            expect(piece.to - piece.from).toBeLessThanOrEqual(spanMs);
            held = read(held, spanMs);
          }
          for (const stream of syncStreams) {
            const own = pieces.filter((piece) => piece.stream === stream);
            expect([own[0]?.to, own.at(-1)?.from]).toEqual([held.to, held.from]);
            own.forEach(({ from }, index) => {
              if (index + 1 < own.length) expect(own[index + 1]?.to).toBe(from);
            });
          }
          expect(pieces.map(({ stream }) => stream)).toEqual(
            pieces
              .map(({ stream }) => stream)
              .toSorted((a, b) => syncStreams.indexOf(a) - syncStreams.indexOf(b)),
          );
          expect([held.state, held.finishedAt]).toEqual(['done', NOW]);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('counts a piece once, though two processes read it', () => {
    const held = started(2);
    const piece = nextPiece(held, () => DAY);
    if (!piece) throw new Error('nothing to read');
    const once = pieceRead(held, { ...piece, rows: 7, tookMs: 1 }, NOW);
    const twice =
      once.kind === 'changed' ? pieceRead(once.state, { ...piece, rows: 7, tookMs: 1 }, NOW) : once;
    expect([once.kind, twice.kind]).toEqual(['changed', 'nothing']);
  });

  it('says how far it is, how fast, and how long it still takes', () => {
    let held = started(4);
    for (let i = 0; i < 4; i++) held = read(held, DAY, 30);
    expect(progressOf(held)).toEqual({
      done: 120,
      total: 120,
      part: 0.5,
      rowsPerSecond: 30,
      secondsLeft: 4,
    });
    held = read(held, DAY, 10);
    expect(progressOf(held)).toMatchObject({ done: 130, total: 160 });
    for (let i = 0; i < 3; i++) held = read(held, DAY, 0);
    expect(progressOf(held)).toMatchObject({ done: 130, total: 130, part: 1, secondsLeft: 0 });
  });

  it('that runs is only made longer, and one that is over can be made again', () => {
    const held = started(10);
    expect(startBackfill(held, { shopId: 's', days: 5 }, NOW).kind).toBe('nothing');
    expect(startBackfill(held, { shopId: 's', days: 20 }, NOW)).toMatchObject({
      state: { from: NOW - 20 * DAY, streams: held.streams },
    });
    expect(startBackfill({ ...held, state: 'done' }, { shopId: 's', days: 1 }, NOW).kind).toBe('changed');
    expect(startBackfill(undefined, { shopId: 's', days: 91 }, NOW).kind).toBe('refused');
  });
});
