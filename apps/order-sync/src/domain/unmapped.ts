import { changed, type Decision, type Instant } from '@cartrail/kernel';

/** A value of a platform that no table of ours knows, with how often it came. */
export interface UnmappedValue {
  readonly what: string;
  readonly value: string;
  readonly count: number;
  readonly firstSeenAt: Instant;
  readonly lastSeenAt: Instant;
}

export const countUnmapped = (
  known: UnmappedValue | undefined,
  { what, value }: { readonly what: string; readonly value: string },
  now: Instant,
): Decision<UnmappedValue, never> =>
  changed({
    what,
    value,
    count: (known?.count ?? 0) + 1,
    firstSeenAt: known?.firstSeenAt ?? now,
    lastSeenAt: now,
  });
