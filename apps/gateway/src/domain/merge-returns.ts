import type { AfterSalePart, PickupPart, RefundPart, ReturnPart, SignOffPart } from './return-document.js';

/** The return of this id, made when it is new: a pickup's or a sign-off's topic may be the faster one. */
export function withReturn(
  returns: readonly ReturnPart[],
  returnId: string,
  fill: (found: ReturnPart) => ReturnPart,
): readonly ReturnPart[] {
  const found = returns.find((one) => one.returnId === returnId);
  if (!found) return [...returns, fill({ returnId, pickups: [], signOffs: [] })].sort(byReturn);
  return returns.map((one) => (one === found ? fill(one) : one));
}

const byReturn = (a: ReturnPart, b: ReturnPart): number => (a.returnId < b.returnId ? -1 : 1);

export function withAfterSale(
  cases: readonly AfterSalePart[],
  at: { readonly afterSaleId: string; readonly platformAfterSaleId: string },
  fill: (found: AfterSalePart) => AfterSalePart,
): readonly AfterSalePart[] {
  const { afterSaleId, platformAfterSaleId } = at;
  const found = cases.find((one) => one.afterSaleId === afterSaleId);
  if (!found) {
    const all = [...cases, fill({ afterSaleId, platformAfterSaleId, failures: [] })];
    return all.sort((a, b) => (a.afterSaleId < b.afterSaleId ? -1 : 1));
  }
  return cases.map((one) => (one === found ? fill(one) : one));
}

const ENDS: ReadonlySet<string> = new Set([
  'Rejected',
  'PickupFailed',
  'CancelledByUser',
  'CancelledByCarrier',
]);

/** Of a courier who comes after all, nobody is told why he would not. */
const GOING = { code: undefined, why: undefined, failure: undefined, endedAt: undefined };

export function withPickup(pickups: readonly PickupPart[], pickup: PickupPart): readonly PickupPart[] {
  const found = pickups.some(({ pickupId }) => pickupId === pickup.pickupId);
  if (!found) return [...pickups, pickup];
  const news = ENDS.has(pickup.status) ? pickup : { ...pickup, ...GOING };
  return pickups.map((one) => (one.pickupId === pickup.pickupId ? { ...one, ...news } : one));
}

/** That a record was superseded may be known before the record itself. */
export function withSignOff(signOffs: readonly SignOffPart[], signOff: SignOffPart): readonly SignOffPart[] {
  const found = signOffs.some(({ signOffId }) => signOffId === signOff.signOffId);
  const all = found
    ? signOffs.map((one) => (one.signOffId === signOff.signOffId ? { ...one, ...signOff } : one))
    : [...signOffs, signOff];
  return [...all].sort((a, b) => (a.signOffId < b.signOffId ? -1 : 1));
}

const RANK: Readonly<Record<RefundPart['status'], number>> = { due: 0, failed: 1, refunded: 2 };

/** Three topics tell of one refund; what is further on stands, whichever comes first. */
export function withRefund(known: RefundPart | undefined, news: RefundPart): RefundPart {
  if (!known) return news;
  return RANK[news.status] >= RANK[known.status] ? { ...known, ...news } : { ...news, ...known };
}
