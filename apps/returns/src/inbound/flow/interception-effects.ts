import type { EffectRequest } from '@cartrail/messaging';
import type { Interception, InterceptionFact } from '../../domain/interception/interception.js';

/** Put to the carrier once a round: what was answered is not asked again. */
export const asksOf = (
  { id, round }: Interception,
  facts: readonly InterceptionFact[],
  tenantId: string,
): readonly EffectRequest[] =>
  facts.some(({ type }) => type === 'AskWanted')
    ? [
        {
          kind: 'parcel.intercept',
          tenantId,
          idempotencyKey: `${id}:${round}`,
          request: { interceptionId: id },
        },
      ]
    : [];
