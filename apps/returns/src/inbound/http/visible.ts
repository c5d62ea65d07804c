import { refused } from '@cartrail/kernel';
import { notFound, ProblemError, type Caller } from '@cartrail/service-kit';
import type { FoundReturn, ReturnQueries } from '../../application/ports.js';
import type { Decided, Given } from '../../domain/return/progress.js';
import type { Return } from '../../domain/return/return.js';

/** A key may be for some shops of a tenant only. */
export const sees = ({ shopIds }: Pick<Caller, 'shopIds'>, shopId: string): boolean =>
  shopIds === undefined || shopIds.includes(shopId);

/** Rules, prices and addresses are the whole tenant's: a key for some of its shops sets none of them. */
export function refusePartOfTenant({ shopIds }: Pick<Caller, 'shopIds'>): void {
  if (shopIds === undefined) return;
  throw new ProblemError(
    403,
    'auth/part-of-tenant',
    'This key is for a part of the tenant, and this concerns all of it',
    'the key is limited by shopIds',
  );
}

export async function findFor(
  queries: ReturnQueries,
  caller: Caller,
  returnId: string,
): Promise<FoundReturn> {
  const about = await queries.find(caller.tenantId, returnId);
  if (!about || !sees(caller, about.found.shopId)) throw notFound('return');
  return about;
}

/** A decision that hides what the caller may not see. */
export const within =
  (caller: Caller, decide: (state: Return | undefined, given: Given) => Decided) =>
  (state: Return | undefined, given: Given): Decided =>
    state && !sees(caller, state.shopId) ? refused('return/not-found') : decide(state, given);
