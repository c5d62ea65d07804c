import type { Decision, Instant } from '@cartrail/kernel';
import type { Backfill } from '../domain/backfill.js';
import type { HeldSight, HourCount, SyncHour, SyncStream } from '../domain/sync-hour.js';
import type { ShopRef } from './platform.ports.js';

/** A shop whose hours are counted. */
export interface CountedShop {
  readonly shop: ShopRef;
  readonly connectedAt: Instant;
}

export interface CountedHour {
  readonly hour: Instant;
  readonly count: HourCount;
}

/** What is known of every shop's hours, and of what the platform lists of them. */
export interface SyncHours {
  /** Active shops of all tenants. */
  shops(): Promise<readonly CountedShop[]>;
  /** By shop and hour, across tenants. */
  known(stream: SyncStream): Promise<ReadonlyMap<string, ReadonlyMap<Instant, SyncHour>>>;
  /** By the platform's ids. */
  held(shop: ShopRef, stream: SyncStream, ids: readonly string[]): Promise<ReadonlyMap<string, HeldSight>>;
  count(shop: ShopRef, stream: SyncStream, counts: readonly CountedHour[]): Promise<void>;
}

/** Hours as they were counted, for people: oldest first. */
export interface HourReader {
  between(tenantId: string, shopId: string, from: Instant, to: Instant): Promise<readonly SyncHour[]>;
}

/** A shop with what is being read of its past. */
export interface RunningBackfill {
  readonly shop: ShopRef;
  readonly backfill: Backfill;
}

export interface Backfills {
  /** Of active shops, across tenants. */
  running(): Promise<readonly RunningBackfill[]>;
  /** Active shops whose past was never read, across tenants. */
  unstarted(): Promise<readonly ShopRef[]>;
  find(tenantId: string, shopId: string): Promise<Backfill | undefined>;
  /** Applies a decision to what is held. */
  change(shop: ShopRef, decide: BackfillDecision): Promise<void>;
}

export type BackfillDecision = (held: Backfill | undefined) => Decision<Backfill, never>;
