import type { Matched } from './expectation.js';
import type { StatedItem, StatedPhoto } from './parcel.js';
import type { Problem } from './problem.js';
import { alwaysShown, meanings, type PhotoKind } from './verdict.js';

/** Which rules the record was made by; part of it. */
export const RULE_VERSION = 'douyin-2026-06/2';

const CONSEQUENCE =
  'an objection that is not proved counts as INTACT and the refund follows (Douyin after-sale rules, art. 18 and 35)';

/** What a record must show and does not. The minimum per verdict is `domain-rules` 8.2, the reasons are 3.4. */
export function lacking(
  items: readonly StatedItem[],
  photos: readonly Pick<StatedPhoto, 'kind' | 'reason'>[],
): readonly Problem[] {
  const problems = alwaysShown.flatMap(([kind, least]) => missing(kind, least, timesShown(photos, kind)));
  for (const [index, item] of items.entries()) problems.push(...unreasoned(item, `/items/${index}`));
  if (!items.some(({ verdict }) => meanings[verdict].objects)) return problems;
  if (timesShown(photos, 'OPENED') === 0) {
    problems.push(unproved('/photos', `no photo of kind OPENED shows the unboxing: ${CONSEQUENCE}`));
  }
  return [...problems, ...withoutCloseUp(items, photos)];
}

/** Reasons the goods' own rules do not know: whatever is shown, they keep nobody's money back. */
export const notAllowed = (items: readonly StatedItem[], matched: readonly Matched[]): readonly Problem[] =>
  matched.flatMap(({ item, expected }) => {
    const allowed = expected?.line.objections;
    if (!allowed || meanings[item.verdict].ofGoods !== true) return [];
    return item.reasons.flatMap((reason, place) =>
      allowed.includes(reason)
        ? []
        : {
            pointer: `/items/${items.indexOf(item)}/reasons/${place}`,
            code: 'objection-not-allowed',
            message: `${reason} is no objection to goods of this kind, only ${allowed.join(', ')}: ${CONSEQUENCE}`,
          },
    );
  });

const timesShown = (photos: readonly Pick<StatedPhoto, 'kind'>[], kind: PhotoKind): number =>
  photos.filter((photo) => photo.kind === kind).length;

function missing(kind: PhotoKind, least: number, shown: number): Problem[] {
  if (shown >= least) return [];
  const message =
    shown === 0
      ? `no photo of kind ${kind}`
      : `${shown} of ${least} photos of kind ${kind}, each of another face`;
  return [{ pointer: '/photos', code: 'photo-missing', message }];
}

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
