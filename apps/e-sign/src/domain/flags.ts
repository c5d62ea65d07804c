import { HOUR, MINUTE, type Instant } from '@cartrail/kernel';

export type Flag = 'clock_drift' | 'photo_reused' | 'photo_from_gallery';

const MAX_DRIFT_MS = 5 * MINUTE;
const GALLERY_AFTER_MS = 24 * HOUR;

export const drifts = (driftMs: number | undefined): boolean =>
  driftMs !== undefined && Math.abs(driftMs) > MAX_DRIFT_MS;

/** What speaks against one photo. A photo without EXIF is ordinary. */
export function flagsOfPhoto(
  { sha256, takenAt }: { readonly sha256: string; readonly takenAt?: Instant },
  usedElsewhere: ReadonlySet<string>,
  signedAt: Instant,
): Flag[] {
  return [
    ...(usedElsewhere.has(sha256) ? (['photo_reused'] as const) : []),
    ...(takenAt !== undefined && signedAt - takenAt > GALLERY_AFTER_MS
      ? (['photo_from_gallery'] as const)
      : []),
  ];
}
