import type { AggregateRef, AggregateStore, Loaded, Publication, Stored } from '@cartrail/messaging';
import type { EntityManager } from 'typeorm';
import type { SupersededFact } from '../../domain/supersede.js';
import { toSupersededPublication } from '../events/sign-off.publication.js';

/**
 * Tells that a record was corrected. There is nothing to read or write: the newer record names the older one, once
 * (a unique key), and a record says two things in its life, that it was signed and that it was superseded.
 */
export class SupersededStore implements AggregateStore<null, SupersededFact> {
  readonly aggregate = 'sign-off';

  load(_tx: EntityManager, refs: readonly AggregateRef[]): Promise<Loaded<null>[]> {
    return Promise.resolve(refs.map((ref) => ({ ...ref, sequence: 1, state: null })));
  }

  save(): Promise<void> {
    return Promise.resolve();
  }

  publish(fact: SupersededFact, { id }: Stored<null, SupersededFact>): Publication {
    return toSupersededPublication(fact, id);
  }
}
