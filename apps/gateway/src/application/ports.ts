import type { ApiKey, Audited } from '../domain/api-key.js';
import type { Restriction } from '../domain/roles.js';

export interface FoundCase {
  /** The document as stored; passed on without being parsed. */
  readonly doc: string;
  readonly version: number;
  readonly shopId: string | null;
  readonly merchantId: string | null;
  readonly anchorId: string | null;
}

export interface CaseFilter {
  readonly status?: string;
  readonly shopId?: string;
  readonly number?: string;
  readonly platformOrderId?: string;
  readonly hasAlert?: boolean;
  readonly hasReturn?: boolean;
  readonly returnId?: string;
  readonly after?: readonly [createdAt: string, caseId: string];
  readonly limit: number;
}

export interface ListedCase {
  readonly doc: string;
  readonly case_id: string;
  readonly created_text: string;
}

/** The case view. Lists are newest first; one row more than the limit tells that there are more. */
export abstract class Cases {
  abstract find(tenantId: string, caseId: string): Promise<FoundCase | undefined>;
  /** The case a return belongs to. */
  abstract findByReturn(tenantId: string, returnId: string): Promise<FoundCase | undefined>;
  /** Those of the returns that lie in the part of the tenant. */
  abstract seenReturns(
    tenantId: string,
    restriction: Restriction,
    returnIds: readonly string[],
  ): Promise<ReadonlySet<string>>;
  abstract list(
    tenantId: string,
    restriction: Restriction,
    filter: CaseFilter,
  ): Promise<readonly ListedCase[]>;
}

export interface FeedEvent {
  readonly id?: string;
  readonly type: string;
  readonly data: object;
}

export interface FeedListener {
  readonly next: (event: FeedEvent) => void;
  /** The service stops, and the listener may come back elsewhere; or it no longer holds. */
  readonly complete: () => void;
  /** Whether the listener may still see what it follows; asked at every heartbeat. */
  readonly holds: () => Promise<boolean>;
}

/** Changes of one case after a version, as they come, until the returned function is called. */
export abstract class CaseStream {
  abstract follow(tenantId: string, caseId: string, after: number, listener: FeedListener): () => void;
}

export interface AlertFilter {
  readonly detector?: string;
  readonly open?: boolean;
  readonly after?: string;
  readonly limit: number;
}

export abstract class Alerts {
  abstract list(
    tenantId: string,
    restriction: Restriction,
    filter: AlertFilter,
  ): Promise<readonly { readonly doc: string; readonly alert_id: string }[]>;
  abstract exists(tenantId: string, restriction: Restriction, alertId: string): Promise<boolean>;
}

export interface KnownKey {
  readonly tenantId: string;
  readonly key: ApiKey;
}

export abstract class Keys {
  /** Undefined for a key that is unknown, wrong or revoked. */
  abstract find(token: string): Promise<KnownKey | undefined>;
  /** What is stored instead of a secret. */
  abstract hashOf(secret: string): string;
}

export interface AuditEntry extends Audited {
  readonly tenantId: string;
}

/** For what changes nothing here, yet must be on record before it is passed on. */
export abstract class Audit {
  abstract record(entry: AuditEntry): Promise<void>;
}

export type Owner = 'order-sync' | 'tracking' | 'returns' | 'e-sign' | 'notify';

export interface OwnerCall {
  readonly owner: Owner;
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  readonly caller: {
    readonly tenantId: string;
    readonly memberId: string;
    readonly roles: readonly string[];
    readonly scopes: readonly string[];
    readonly shopIds?: readonly string[];
  };
  readonly headers: Readonly<Record<string, string | undefined>>;
}

/** A body that is passed on as it comes, never held. */
export interface OwnerUpload extends Omit<OwnerCall, 'body'> {
  readonly stream: ReadableStream<Uint8Array>;
}

export interface OwnerStream {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly stream: ReadableStream<Uint8Array>;
}

export interface OwnerAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The owner did not answer in time; told as 503. */
export class OwnerUnavailable extends Error {
  readonly status = 503;
  readonly code = 'owner/unavailable';
  readonly headers = { 'retry-after': '2' };

  constructor(owner: Owner) {
    super(`The responsible service (${owner}) does not answer`);
  }
}

/** The services that own what a command is about. */
export abstract class Owners {
  abstract call(call: OwnerCall): Promise<OwnerAnswer>;
  abstract upload(call: OwnerUpload): Promise<OwnerAnswer>;
  /** What a signed link names; the owner checks the link. */
  abstract download(owner: Owner, path: string): Promise<OwnerStream>;
}
