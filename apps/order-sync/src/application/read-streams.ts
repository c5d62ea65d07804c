import type { SyncStream } from '../domain/sync-hour.js';
import type { CaseSign, Listing, OpenPlatform, OrderRow, PollRun, ShopRef } from './ports.js';
import type { Stream } from './poll-stream.js';

/** A list by creation, read for what is in it: `row` names a thing, `keep` takes what a page holds. */
export interface CreatedStream<T> {
  readonly stream: SyncStream;
  /** By creation; by change where the platform lists no other way. */
  listing(platform: OpenPlatform): Listing<T>;
  idOf(row: T): string;
  keep(shop: ShopRef, rows: readonly T[], run: PollRun): Promise<void>;
}

export const createdOrders = ({ keep }: Pick<Stream<OrderRow>, 'keep'>): CreatedStream<OrderRow> => ({
  stream: 'orders',
  listing: ({ orders }) => orders.created ?? orders.changed,
  idOf: (row) => (row.kind === 'whole' ? row.pulled.platformOrderId : row.platformOrderId),
  keep,
});

export const createdCases = ({ keep }: Pick<Stream<CaseSign>, 'keep'>): CreatedStream<CaseSign> => ({
  stream: 'after-sales',
  listing: ({ cases }) => cases.created ?? cases.changed,
  idOf: ({ platformAfterSaleId }) => platformAfterSaleId,
  keep,
});
