import type { Instant } from '@cartrail/kernel';
import type { AttemptReport } from '../domain/attempt.js';
import type { Channel, DeliveryState } from '../domain/delivery.js';
import type { Endpoint } from '../domain/endpoint.js';

/** Authenticated encryption of one field of one tenant. */
export interface Sealer {
  seal(text: string, tenantId: string, field: SealedField): string;
  open(sealed: string, tenantId: string, field: SealedField): string;
}

export type SealedField = 'webhook-endpoint.secret' | 'robot.url';

/** Where we may connect to. */
export interface AddressGuard {
  /** Throws {@link AddressRefused}. */
  check(url: string): Promise<void>;
}

/** The address is not one a message may be sent to; says which rule, not what the name resolved to. */
export class AddressRefused extends Error {
  readonly status = 422;
  readonly code = 'endpoint/address-refused';
}

/** A delivery that is this process' to try until its lease ends. */
export interface ClaimedDelivery {
  readonly tenantId: string;
  readonly deliveryId: string;
  readonly endpointId: string;
  readonly attemptsEver: number;
  readonly eventId: string;
  readonly body: string;
  readonly correlationId: string;
  readonly traceparent?: string;
  readonly endpoint: Pick<Endpoint, 'channel' | 'kind' | 'url' | 'sealedUrl' | 'sealedSecret' | 'previous'>;
}

/** How many may be claimed now: of endpoints that answer, and of those that do not. */
export interface Room {
  readonly healthy: number;
  readonly sick: number;
}

export interface Claimed extends ClaimedDelivery {
  readonly sick: boolean;
}

export interface DeliveryQueue {
  /** Of quick endpoints in advance, of others as many as may be tried at once; in turn, when the room is short. */
  claim(room: Room, quick: readonly string[]): Promise<readonly Claimed[]>;
  /** Gives back what was claimed and not tried. */
  release(claimed: readonly Claimed[]): Promise<void>;
}

/** One channel's way out. Never throws for what the other side does. */
export interface Sender {
  send(delivery: ClaimedDelivery, signal: AbortSignal): Promise<AttemptReport>;
}

export interface Reported {
  readonly delivery: ClaimedDelivery;
  readonly report: AttemptReport;
}

/** Writes what came of attempts, and what follows from it, in one transaction. */
export interface AttemptRecorder {
  record(reports: readonly Reported[]): Promise<void>;
}

export interface Page<T> {
  readonly data: readonly T[];
  readonly nextCursor: string | null;
  readonly hasMore: boolean;
}

export interface PageRequest {
  readonly limit: number;
  readonly cursor?: string;
}

export interface EndpointView extends Omit<Endpoint, 'sealedUrl' | 'sealedSecret' | 'previous'> {
  readonly endpointId: string;
}

export interface AttemptView {
  readonly attemptId: string;
  readonly deliveryId: string;
  readonly eventId: string;
  readonly eventType: string;
  readonly number: number;
  readonly at: string;
  readonly durationMs: number;
  readonly result: string;
  readonly status?: number;
  readonly error?: string;
  readonly response?: string;
  readonly deliveryState: DeliveryState;
  readonly nextAt?: string;
}

/** For people to see; one tenant's. */
export interface EndpointReads {
  list(tenantId: string, channel: Channel, page: PageRequest): Promise<Page<EndpointView>>;
  find(tenantId: string, channel: Channel, endpointId: string): Promise<EndpointView | undefined>;
  attempts(tenantId: string, endpointId: string, page: PageRequest): Promise<Page<AttemptView>>;
}

/** Endpoints whose owner may have to be told something, or that have to be ended. */
export interface FailingEndpoints {
  failingBefore(
    since: Instant,
  ): Promise<readonly { readonly tenantId: string; readonly endpointId: string }[]>;
}
