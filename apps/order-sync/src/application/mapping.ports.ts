import type { Instant } from '@cartrail/kernel';
import type {
  Became,
  FieldFailure,
  KeptPayload,
  PayloadSource,
  PayloadState,
} from '../domain/kept-payload.js';
import type { Subject } from '../domain/mapping/review.js';
import type { Mapping, MappingVersion } from '../domain/mapping-version.js';
import type { CaseSign } from './after-sale.ports.js';
import type { OrderRow } from './order.ports.js';
import type { ApplicationRef } from './platforms.ports.js';
import type { ShopRef } from './platform.ports.js';

/** What a mapped shop answered about one order or case, and what its mapping could not make of it. */
export interface ArrivedPayload {
  readonly subject: Subject;
  readonly source: PayloadSource;
  readonly key?: string;
  readonly payload: unknown;
  readonly failures: readonly FieldFailure[];
}

/** The last payloads of every mapped application, sealed; those that could not be read wait there. */
export interface PayloadShelf {
  keep(shop: ShopRef, arrived: readonly ArrivedPayload[]): Promise<void>;
}

/** What was asked to be read again, across tenants. */
export interface DuePayloads {
  due(limit: number): Promise<readonly { readonly shop: ShopRef; readonly kept: KeptPayload }[]>;
  settle(shop: ShopRef, settled: readonly SettledPayload[]): Promise<void>;
}

export interface SettledPayload {
  readonly id: string;
  readonly became: Became;
  readonly failures: readonly FieldFailure[];
}

/** A kept payload by the document that is in force now. */
export interface Rereading {
  reread(shop: ShopRef, kept: KeptPayload): Promise<Reread>;
}

export type Reread =
  | { readonly kind: 'order'; readonly row: OrderRow }
  | { readonly kind: 'case'; readonly sign: CaseSign }
  | { readonly kind: 'failed'; readonly failures: readonly FieldFailure[] };

export interface ParkedPayload extends Omit<KeptPayload, 'payload'> {
  readonly shopId: string;
  readonly state: PayloadState | 'discarded';
  readonly failures: readonly FieldFailure[];
  readonly became?: Became;
  readonly becameAt?: Instant;
}

/** A push whose meaning could not be read. */
export interface ParkedPush {
  readonly id: string;
  readonly receivedAt: Instant;
  readonly reason: string;
}

/** For dry runs and previews, and to know what waits. */
export interface Payloads {
  last(ref: ApplicationRef, count: number): Promise<readonly KeptPayload[]>;
  find(ref: ApplicationRef, id: string): Promise<KeptPayload | undefined>;
  parked(ref: ApplicationRef): Promise<{
    readonly payloads: readonly ParkedPayload[];
    readonly pushes: readonly ParkedPush[];
  }>;
  /** Puts everything parked of the application before its reader again. Answers how many. */
  replay(ref: ApplicationRef, by: string): Promise<number>;
}

export interface MappingHistory {
  find(ref: ApplicationRef): Promise<Mapping | undefined>;
  version(ref: ApplicationRef, version: number): Promise<MappingVersion | undefined>;
  /** The newest first, without their documents. */
  versions(ref: ApplicationRef): Promise<readonly Omit<MappingVersion, 'text'>[]>;
}

export interface PayloadMetrics {
  count(result: 'kept' | 'parked' | Became, count: number): void;
}
