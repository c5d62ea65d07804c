import type { Clock } from '@cartrail/kernel';
import type { DynamicModule, Type } from '@nestjs/common';
import type { ConsumerClass } from './consuming/consumes.js';

/** What a service tells its plumbing. */
export interface MessagingSettings {
  /** `tracking`: names the event source, the sessions and the consumer groups' client. */
  readonly service: string;
  /** The application role's URL; relays open their own sessions on it, so never a transaction pooler's. */
  readonly databaseUrl: string;
  readonly poolSize?: number;
  readonly brokers: readonly string[];
  readonly topicPrefix: string;
  readonly shards: number;
  readonly clock: Clock;
  readonly production: boolean;
  /** `FAILPOINTS`, as given. */
  readonly failpoints: string;
  readonly log: (message: string) => void;
  readonly consumers: readonly ConsumerClass[];
  readonly normalisers?: readonly Type[];
  readonly effects?: readonly Type[];
  readonly imports?: readonly (DynamicModule | Type)[];
}

export const MESSAGING_SETTINGS = Symbol('cartrail:messaging-settings');
