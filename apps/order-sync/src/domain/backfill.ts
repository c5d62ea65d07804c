import { changed, DAY, nothing, refused, type Decision, type Instant } from '@cartrail/kernel';
import { syncStreams, type SyncStream } from './sync-hour.js';

export const LONGEST_BACKFILL_DAYS = 90;

/** How far one list has been read: everything from `until` to the end is here. */
export interface StreamProgress {
  readonly until: Instant;
  readonly rows: number;
}

export interface Backfill {
  readonly shopId: string;
  /** The window, by the platform's time of creation. */
  readonly from: Instant;
  readonly to: Instant;
  readonly streams: Readonly<Record<SyncStream, StreamProgress>>;
  readonly state: 'running' | 'done';
  readonly startedAt: Instant;
  /** Machine time spent reading, ms: what the rate is measured by. */
  readonly workedMs: number;
  readonly finishedAt?: Instant;
  /** Why it does not move just now. */
  readonly waitsFor?: string;
}

/** A wider window than the one before goes on where that one stood; a narrower one changes nothing while it runs. */
export function startBackfill(
  held: Backfill | undefined,
  { shopId, days }: { readonly shopId: string; readonly days: number },
  now: Instant,
): Decision<Backfill, never> {
  if (days < 1 || days > LONGEST_BACKFILL_DAYS) return refused('backfill/days-out-of-range');
  const from = now - days * DAY;
  if (held?.state === 'running') {
    return from < held.from ? changed<Backfill>({ ...held, from }) : nothing('already running');
  }
  const start = { until: now, rows: 0 };
  return changed<Backfill>({
    shopId,
    from,
    to: now,
    streams: { orders: start, 'after-sales': start },
    state: 'running',
    startedAt: now,
    workedMs: 0,
  });
}

/** The next piece to read, newest first, orders before the cases that are about them; `undefined`: nothing is left. */
export function nextPiece(
  { from, streams }: Backfill,
  spanOf: (stream: SyncStream) => number,
): { readonly stream: SyncStream; readonly from: Instant; readonly to: Instant } | undefined {
  for (const stream of syncStreams) {
    const { until } = streams[stream];
    if (until > from) return { stream, from: Math.max(from, until - spanOf(stream)), to: until };
  }
  return undefined;
}

export interface PieceRead {
  readonly stream: SyncStream;
  readonly from: Instant;
  readonly to: Instant;
  readonly rows: number;
  readonly tookMs: number;
}

/** A piece is behind us; one that somebody else has read meanwhile changes nothing. */
export function pieceRead(
  held: Backfill | undefined,
  piece: PieceRead,
  now: Instant,
): Decision<Backfill, never> {
  if (held?.state !== 'running') return nothing('not running');
  const before = held.streams[piece.stream];
  if (before.until !== piece.to) return nothing('already read');
  const streams = {
    ...held.streams,
    [piece.stream]: { until: piece.from, rows: before.rows + piece.rows },
  };
  const over = syncStreams.every((stream) => streams[stream].until <= held.from);
  return changed<Backfill>({
    ...held,
    streams,
    workedMs: held.workedMs + piece.tookMs,
    waitsFor: undefined,
    ...(over && { state: 'done' as const, finishedAt: now }),
  });
}

export const backfillWaits = (held: Backfill | undefined, waitsFor: string): Decision<Backfill, never> =>
  held?.state === 'running' && held.waitsFor !== waitsFor
    ? changed<Backfill>({ ...held, waitsFor })
    : nothing('known');

export interface BackfillProgress {
  readonly done: number;
  /** By what the part that is read held, as long as it is not over. */
  readonly total: number;
  /** Of the windows of both lists, 0 to 1. */
  readonly part: number;
  readonly rowsPerSecond?: number;
  readonly secondsLeft?: number;
}

export function progressOf({ from, to, streams, state, workedMs }: Backfill): BackfillProgress {
  const span = Math.max(1, to - from);
  const parts = syncStreams.map((stream) => Math.min(1, Math.max(0, (to - streams[stream].until) / span)));
  const done = syncStreams.reduce((sum, stream) => sum + streams[stream].rows, 0);
  if (state === 'done') return { done, total: done, part: 1, ...rate(done, workedMs), secondsLeft: 0 };
  const total = syncStreams.reduce((sum, stream, index) => {
    const part = parts[index] ?? 0;
    return sum + (part > 0 ? Math.round(streams[stream].rows / part) : 0);
  }, 0);
  const part = parts.reduce((sum, value) => sum + value, 0) / parts.length;
  const secondsLeft = part > 0 ? Math.ceil((workedMs / 1_000 / part) * (1 - part)) : undefined;
  return { done, total, part, ...rate(done, workedMs), ...(secondsLeft !== undefined && { secondsLeft }) };
}

const rate = (done: number, workedMs: number) =>
  workedMs > 0 ? { rowsPerSecond: Math.round((done / workedMs) * 1_000_000) / 1_000 } : {};
