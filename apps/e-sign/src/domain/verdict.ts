/** What the warehouse may find of one line. */
export const verdicts = [
  'INTACT',
  'MINOR',
  'AFFECTS_RESALE',
  'WRONG_ITEM',
  'SHORT',
  'EMPTY',
  'DAMAGED_IN_TRANSIT',
  'QUALITY_CONFIRMED',
] as const;
export type Verdict = (typeof verdicts)[number];

export const photoKinds = ['LABEL', 'OUTER', 'OPENED', 'ITEM', 'DEFECT', 'SERIAL', 'WEIGH'] as const;
export type PhotoKind = (typeof photoKinds)[number];

/** What every record must show, and in how many photos: two faces of the outside (domain-rules 8.2). */
export const alwaysShown: readonly (readonly [kind: PhotoKind, least: number])[] = [
  ['LABEL', 1],
  ['OUTER', 2],
  ['ITEM', 1],
];

/** Which counts a verdict can be true of. */
type Counts = 'all' | 'fewer' | 'none' | 'any';

interface Meaning {
  /** Keeps, or may keep, the buyer's money back: it must be proved, or it counts as INTACT. */
  readonly objects: boolean;
  readonly counts: Counts;
  /** Rests on what is seen of the goods: which objections there are, their category says (domain-rules 3.3). */
  readonly ofGoods?: true;
}

/**
 * Damage on the way is proved like an objection: it keeps the refund back unless the buyer complained of the quality,
 * and it is what the carrier is held to.
 */
export const meanings: Readonly<Record<Verdict, Meaning>> = {
  INTACT: { objects: false, counts: 'all' },
  MINOR: { objects: true, counts: 'any', ofGoods: true },
  AFFECTS_RESALE: { objects: true, counts: 'any', ofGoods: true },
  WRONG_ITEM: { objects: true, counts: 'any' },
  SHORT: { objects: true, counts: 'fewer' },
  EMPTY: { objects: true, counts: 'none' },
  DAMAGED_IN_TRANSIT: { objects: true, counts: 'all' },
  QUALITY_CONFIRMED: { objects: false, counts: 'all' },
};
