import type { AggregateStore } from '@cartrail/messaging';
import type { Arrival } from '../domain/arrival.js';
import type { Desk, SignedFact } from '../domain/desk.js';
import type { SupersededFact } from '../domain/supersede.js';

/** What changes are written through; the composition root binds them to PostgreSQL. */
export const ARRIVALS = Symbol('e-sign:arrivals');
export const DESKS = Symbol('e-sign:desks');
export const SUPERSEDED = Symbol('e-sign:superseded');
export const CURSOR_SECRET = Symbol('e-sign:cursor-secret');

export type ArrivalStore = AggregateStore<Arrival, never>;
export type SupersededStore = AggregateStore<null, SupersededFact>;

/** Opens the tenant's log for one record: which returns, photos and earlier record its decision depends on. */
export type Desks = (question: {
  readonly tenantId: string;
  readonly number?: string;
  readonly returnId?: string;
  readonly hashes: readonly string[];
  readonly corrects?: string;
}) => AggregateStore<Desk, SignedFact>;
