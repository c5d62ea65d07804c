import { InterceptionChanged } from '@cartrail/contracts';
import { toIso } from '@cartrail/kernel';
import type { Publication } from '@cartrail/messaging';
import type { Interception, InterceptionFact } from '../../domain/interception/interception.js';

/** That the carrier is to be asked stays inside: what it answers is told. */
export function toInterceptionPublication(
  fact: InterceptionFact,
  state: Interception,
): Publication | undefined {
  if (fact.type === 'AskWanted') return undefined;
  const { id, number, carrier, wants, status, byHand, why, provider, providerInterceptId } = state;
  const data = {
    interceptionId: id,
    orderIds: [...new Set(wants.map(({ orderId }) => orderId))],
    number,
    carrier,
    status,
    reasons: [...new Set(wants.map(({ reason }) => reason))],
    byHand,
    why,
    provider,
    providerInterceptId,
    changedAt: toIso(fact.at),
  };
  return { event: InterceptionChanged, data, occurredAt: fact.at };
}
