import { Module, type DynamicModule, type Provider, type Type } from '@nestjs/common';
import { APP_GUARD, Reflector } from '@nestjs/core';
import type { Clock } from '@cartrail/kernel';
import { MessagingModule, tenantConsumer } from '@cartrail/messaging';
import { InternalTokenGuard, InternalTokenVerifier } from '@cartrail/service-kit';
import type { ReturnsConfig } from './config.js';

export interface Surroundings {
  readonly clock: Clock;
  readonly log: (message: string) => void;
}

@Module({})
class ReturnsModule {}

/** The composition root: the only file that knows every class. */
export function returnsModule(config: ReturnsConfig, { clock, log }: Surroundings): DynamicModule {
  const tenants = tenantConsumer('returns.tenants');
  const messaging = MessagingModule.forRoot({
    service: 'returns',
    databaseUrl: config.DATABASE_URL,
    brokers: config.KAFKA_BROKERS.split(','),
    topicPrefix: config.TOPIC_PREFIX,
    shards: config.OUTBOX_SHARDS,
    clock,
    production: config.NODE_ENV === 'production',
    failpoints: config.FAILPOINTS,
    log,
    consumers: [tenants],
    normalisers: [],
    effects: [],
  });
  return {
    module: ReturnsModule,
    imports: [messaging],
    providers: [tenants as Type, ...access(config)],
  };
}

const access = (config: ReturnsConfig): Provider[] => [
  {
    provide: APP_GUARD,
    inject: [Reflector],
    useFactory: (reflector: Reflector) =>
      new InternalTokenGuard(
        new InternalTokenVerifier(config.INTERNAL_TOKEN_PUBLIC_KEY, 'returns'),
        reflector,
      ),
  },
];
