import { EndpointDisabled, EndpointFailing } from '@cartrail/contracts';
import { toIso } from '@cartrail/kernel';
import type { Publication } from '@cartrail/messaging';
import type { EndpointFact } from '../../domain/endpoint.js';

/** What the owner of an endpoint is told. Replays and tests are nobody else's business. */
export function publishEndpointFact(fact: EndpointFact, endpointId: string): Publication | undefined {
  switch (fact.kind) {
    case 'EndpointFailing':
      return {
        event: EndpointFailing,
        data: { endpointId, since: toIso(fact.since), days: fact.days },
        occurredAt: fact.at,
      };
    case 'EndpointDisabled':
      return {
        event: EndpointDisabled,
        data: { endpointId, since: toIso(fact.since), disabledAt: toIso(fact.at), why: fact.why },
        occurredAt: fact.at,
      };
    case 'ReplayRequested':
    case 'TestRequested':
      return undefined;
  }
}
