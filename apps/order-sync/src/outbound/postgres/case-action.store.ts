import type { AggregateRef, AggregateStore, Loaded, Stored } from '@cartrail/messaging';
import type { EntityManager } from 'typeorm';
import type { CaseActionFact, CaseActions } from '../../domain/case-action.js';
import { loadLocked, upsert, type Column } from './bulk.js';

type Row = Stored<CaseActions, CaseActionFact>;

const columns: readonly Column<Row>[] = [
  ['tenant_id', 'text', ({ tenantId }) => tenantId],
  ['id', 'uuid', ({ id }) => id],
  ['sequence', 'bigint', ({ sequence }) => sequence],
  ['actions', 'jsonb', ({ state }) => JSON.stringify(state.actions)],
];

const write = upsert('case_action', ['tenant_id', 'id'], columns);

const loadRows = loadLocked(
  'case_action',
  ({ actions }: { readonly actions: CaseActions['actions'] }): CaseActions => ({ actions }),
);

/** What was to be said of each case, by the case's own id. What came of it is told of the case. */
export class CaseActionStore implements AggregateStore<CaseActions, CaseActionFact> {
  readonly aggregate = 'case-action';

  load(tx: EntityManager, refs: readonly AggregateRef[]): Promise<readonly Loaded<CaseActions>[]> {
    return loadRows(tx, refs);
  }

  save(tx: EntityManager, rows: readonly Row[]): Promise<void> {
    return write(tx, rows);
  }

  publish(): undefined {
    return undefined;
  }
}
