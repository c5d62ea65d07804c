export { Consumes, On, subscriptionOf, type ConsumerClass } from './consuming/consumes.js';
export { causeOf, ignore, ok, park, retry, type Handling } from './consuming/handling.js';
export { ConsumerRunner } from './consuming/consumer-runner.js';
export { textArray } from './database/binary-array.js';
export { type MigrationClass, runMigrations } from './database/migrate.js';
export { plumbingMigrations } from './database/plumbing/index.js';
export { putRows } from './database/put-rows.js';
export { type Query, Reader } from './database/reader.js';
export { lockRowsByRef, rowsByRef } from './database/rows-by-ref.js';
export { rlsExempt, tenantTable } from './database/row-security.js';
export { isInfrastructure, isLostRace, setTenants, sqlState, withTenants } from './database/transactions.js';
export {
  type ClaimedEffect,
  done,
  type EffectHandler,
  type EffectResult,
  failed,
  HandlesEffect,
  retryLater,
} from './effects/effect-handler.js';
export { enqueueEffects } from './effects/enqueue.js';
export { failpoint, failpointNames } from './failpoints.js';
export { type Answer, type Command, CommandRefused, Commands } from './idempotency/commands.js';
export { fingerprintOf, idempotencyKeyOf } from './idempotency/idempotency-key.js';
export { type Arrival, IngressWriter, Overloaded } from './ingress/ingress-writer.js';
export {
  type IngressRow,
  type Normalised,
  type Normaliser,
  NormalisesIngress,
} from './ingress/normaliser.js';
export { createKafka } from './kafka.js';
export { Limits } from './limits/limits.js';
export { MessagingModule } from './module.js';
export { EventBus, type NewEvent } from './outbox/event-bus.js';
export { MESSAGING_SETTINGS, type MessagingSettings } from './settings.js';
export { ChangeShell } from './shell/change-shell.js';
export {
  type AggregateRef,
  type AggregateStore,
  type AnyChange,
  change,
  type Change,
  ChangeFailed,
  type EffectRequest,
  type Loaded,
  type NaturalKey,
  type Outcome,
  type Publication,
  type Stored,
} from './shell/types.js';
export { tenantConsumer } from './tenants/tenant-consumer.js';
export { TenantDirectory } from './tenants/tenant-directory.js';
export { applyByTenant } from './timers/apply-by-tenant.js';
export { Loop } from './timers/loop.js';
export { Timers } from './timers/timers.js';
