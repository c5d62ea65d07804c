import type { Units } from '../rules/refund-amount.js';
import { isLive, type Claim, type OrderFile } from './order-file.js';

/** Which unit of which line cannot be asked back, and why. */
export interface LineRefusal {
  readonly code: 'return/line-unknown' | 'return/quantity-exceeded';
  /** Index in what was asked. */
  readonly at: number;
  readonly lineId: string;
  readonly left?: number;
  /** Who holds the units that are not left. */
  readonly heldBy?: string;
}

const unitsOf = (lines: readonly Units[], lineId: string): number =>
  lines.filter((line) => line.lineId === lineId).reduce((sum, { quantity }) => sum + quantity, 0);

/** Every claim but this one. */
const others = ({ claims }: OrderFile, claimId?: string): readonly Claim[] =>
  claims.filter((claim) => claim.claimId !== claimId);

/** Unknown lines, and more units than were bought less what is claimed or refunded already. */
export function refuseLines(
  file: OrderFile,
  asked: readonly Units[],
  claimId?: string,
): LineRefusal | undefined {
  const held = others(file, claimId).filter((claim) => isLive(claim) || claim.state === 'refunded');
  for (const [at, { lineId }] of asked.entries()) {
    const line = file.facts?.lines.find((each) => each.lineId === lineId);
    if (!line) return { code: 'return/line-unknown', at, lineId };
    const taken = held.filter((claim) => unitsOf(claim.lines, lineId) > 0);
    const left = line.quantity - taken.reduce((sum, claim) => sum + unitsOf(claim.lines, lineId), 0);
    if (unitsOf(asked.slice(0, at + 1), lineId) > left) {
      return {
        code: 'return/quantity-exceeded',
        at,
        lineId,
        left: Math.max(left, 0),
        heldBy: taken.at(-1)?.claimId,
      };
    }
  }
  return undefined;
}

/** How often a line was asked back before, whatever came of it. */
export const applicationsOf = (file: OrderFile, lineId: string, claimId?: string): number =>
  others(file, claimId).filter((claim) => unitsOf(claim.lines, lineId) > 0).length;

/** Units refunded before, and for how much. */
export function refundedBefore(file: OrderFile, claimId?: string) {
  const refunded = others(file, claimId).filter(({ state }) => state === 'refunded');
  return {
    returnedBefore: refunded.flatMap(({ lines }) => lines),
    refundedBeforeFen: refunded.reduce((sum, { refundedFen = 0 }) => sum + refundedFen, 0),
  };
}

/** The page's return this case belongs to: the same goods first, else the oldest that shares some. */
export function awaitingFor({ claims }: OrderFile, lines: readonly Units[]): Claim | undefined {
  const waiting = claims.filter(({ state }) => state === 'awaiting-case');
  const same = (claim: Claim) =>
    claim.lines.every(({ lineId }) => unitsOf(claim.lines, lineId) === unitsOf(lines, lineId)) &&
    lines.every(({ lineId }) => unitsOf(claim.lines, lineId) > 0);
  const shares = (claim: Claim) => claim.lines.some(({ lineId }) => unitsOf(lines, lineId) > 0);
  return waiting.find(same) ?? waiting.find(shares);
}

export const withClaim = (file: OrderFile, claim: Claim): OrderFile => {
  const known = file.claims.some(({ claimId }) => claimId === claim.claimId);
  const claims = known
    ? file.claims.map((each) => (each.claimId === claim.claimId ? claim : each))
    : [...file.claims, claim];
  return { ...file, claims };
};

export const claimOfReturn = ({ claims }: OrderFile, returnId: string): Claim | undefined =>
  claims.find(({ claimId, isReturn }) => isReturn && claimId === returnId);

export const claimOfCase = ({ claims }: OrderFile, afterSaleId: string): Claim | undefined =>
  claims.find((claim) => claim.case?.afterSaleId === afterSaleId);
