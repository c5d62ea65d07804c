import type { Stored } from '@cartrail/messaging';
import type { Channel } from '../../domain/delivery.js';
import type { Endpoint, EndpointFact } from '../../domain/endpoint.js';
import { at, instantOf, orUndefined, type Column } from './bulk.js';

export interface EndpointRow {
  readonly tenant_id: string;
  readonly endpoint_id: string;
  readonly sequence: string;
  readonly channel: Channel;
  readonly kind: Endpoint['kind'];
  readonly name: string | null;
  readonly url: string;
  readonly sealed_url: string | null;
  readonly sealed_secret: string | null;
  readonly previous_secret: string | null;
  readonly previous_until: Date | null;
  /** JSON list. */
  readonly event_types: string | null;
  readonly state: Endpoint['state'];
  readonly disabled_why: string | null;
  readonly created_at: Date;
  readonly failures: number;
  readonly throttles: number;
  readonly hold_until: Date | null;
  readonly failing_since: Date | null;
  readonly told_days: number;
}

export type StoredEndpoint = Stored<Endpoint, EndpointFact>;

export const endpointColumns: readonly Column<StoredEndpoint>[] = [
  ['tenant_id', 'text', ({ tenantId }) => tenantId],
  ['endpoint_id', 'uuid', ({ id }) => id],
  ['sequence', 'bigint', ({ sequence }) => sequence],
  ['channel', 'text', ({ state }) => state.channel],
  ['kind', 'text', ({ state }) => state.kind],
  ['name', 'text', ({ state }) => state.name],
  ['url', 'text', ({ state }) => state.url],
  ['sealed_url', 'text', ({ state }) => state.sealedUrl],
  ['sealed_secret', 'text', ({ state }) => state.sealedSecret],
  ['previous_secret', 'text', ({ state }) => state.previous?.sealedSecret],
  ['previous_until', 'timestamptz', ({ state }) => at(state.previous?.until)],
  ['event_types', 'text', ({ state }) => state.eventTypes && JSON.stringify(state.eventTypes)],
  ['state', 'text', ({ state }) => state.state],
  ['disabled_why', 'text', ({ state }) => state.disabledWhy],
  ['created_at', 'timestamptz', ({ state }) => at(state.createdAt)],
  ['failures', 'int', ({ state }) => state.health.failures],
  ['throttles', 'int', ({ state }) => state.health.throttles],
  ['hold_until', 'timestamptz', ({ state }) => at(state.health.holdUntil)],
  ['failing_since', 'timestamptz', ({ state }) => at(state.health.failingSince)],
  ['told_days', 'int', ({ state }) => state.health.toldDays],
];

export const toEndpoint = (row: EndpointRow): Endpoint => ({
  channel: row.channel,
  kind: row.kind,
  name: orUndefined(row.name),
  url: row.url,
  sealedUrl: orUndefined(row.sealed_url),
  sealedSecret: orUndefined(row.sealed_secret),
  previous: previousOf(row),
  eventTypes: eventTypesOf(row.event_types),
  state: row.state,
  disabledWhy: orUndefined(row.disabled_why),
  createdAt: row.created_at.getTime(),
  health: {
    failures: row.failures,
    throttles: row.throttles,
    holdUntil: instantOf(row.hold_until),
    failingSince: instantOf(row.failing_since),
    toldDays: row.told_days,
  },
});

export const eventTypesOf = (text: string | null): readonly string[] | undefined =>
  text === null ? undefined : (JSON.parse(text) as string[]);

export function previousOf(
  row: Pick<EndpointRow, 'previous_secret' | 'previous_until'>,
): Endpoint['previous'] {
  if (row.previous_secret === null || row.previous_until === null) return undefined;
  return { sealedSecret: row.previous_secret, until: row.previous_until.getTime() };
}
