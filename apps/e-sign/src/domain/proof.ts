import type { StatedItem, StatedPhoto } from './parcel.js';
import type { Problem } from './problem.js';
import { alwaysShown, meanings, type PhotoKind } from './verdict.js';

/** Which rules the record was made by; part of it. */
export const RULE_VERSION = 'douyin-2026-06/1';

const CONSEQUENCE =
  'an objection that is not proved counts as INTACT and the refund follows (Douyin after-sale rules, art. 18 and 35)';

/** What a record must show and does not. The minimum per verdict is `domain-rules` 8.2, the reasons are 3.4. */
export function lacking(
  items: readonly StatedItem[],
  photos: readonly Pick<StatedPhoto, 'kind' | 'reason'>[],
): readonly Problem[] {
  const problems = alwaysShown.filter((kind) => !shows(photos, kind)).map((kind) => missing(kind));
  for (const [index, item] of items.entries()) problems.push(...unreasoned(item, `/items/${index}`));
  if (!items.some(({ verdict }) => meanings[verdict].objects)) return problems;
  if (!shows(photos, 'OPENED')) {
    problems.push(unproved('/photos', `no photo of kind OPENED shows the unboxing: ${CONSEQUENCE}`));
  }
  return [...problems, ...withoutCloseUp(items, photos)];
}

const shows = (photos: readonly Pick<StatedPhoto, 'kind'>[], kind: PhotoKind): boolean =>
  photos.some((photo) => photo.kind === kind);

const missing = (kind: PhotoKind): Problem => ({
  pointer: '/photos',
  code: 'photo-missing',
  message: `no photo of kind ${kind}`,
});

const unproved = (pointer: string, message: string): Problem => ({
  pointer,
  code: 'objection-unproved',
  message,
});

function unreasoned({ verdict, reasons }: StatedItem, at: string): Problem[] {
  const { objects } = meanings[verdict];
  if (objects && reasons.length === 0) return [unproved(`${at}/reasons`, `no reason: ${CONSEQUENCE}`)];
  if (verdict !== 'INTACT' || reasons.length === 0) return [];
  const message = 'an INTACT line has no reasons against it';
  return [{ pointer: `${at}/reasons`, code: 'reason-without-objection', message }];
}

/** A close-up for each reason. One that names none shows the only reason there is. */
function withoutCloseUp(
  items: readonly StatedItem[],
  photos: readonly Pick<StatedPhoto, 'kind' | 'reason'>[],
): Problem[] {
  const stated = new Set(items.flatMap(({ reasons }) => reasons));
  const only = stated.size === 1 ? [...stated][0] : undefined;
  const closeUps = photos.filter(({ kind }) => kind === 'DEFECT');
  const shown = new Set(closeUps.map(({ reason = only }) => reason));
  return items.flatMap(({ verdict, reasons }, index) =>
    reasons.flatMap((reason, place) =>
      !meanings[verdict].objects || shown.has(reason)
        ? []
        : unproved(
            `/items/${index}/reasons/${place}`,
            `no close-up (kind DEFECT) shows ${reason}: ${CONSEQUENCE}`,
          ),
    ),
  );
}
