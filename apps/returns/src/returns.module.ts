import { Module, type DynamicModule, type Provider, type Type } from '@nestjs/common';
import { APP_GUARD, Reflector } from '@nestjs/core';
import type { Clock } from '@cartrail/kernel';
import { MessagingModule, tenantConsumer } from '@cartrail/messaging';
import { InternalTokenGuard, InternalTokenVerifier } from '@cartrail/service-kit';
import { CALENDAR, CLOCK } from './application/ports.js';
import type { ReturnsConfig } from './config.js';
import { CarrierAccountsController } from './inbound/http/carrier-accounts.controller.js';
import { CarrierPreferencesController } from './inbound/http/carrier-preferences.controller.js';
import { OffersController } from './inbound/http/offers.controller.js';
import { PickupsController } from './inbound/http/pickups.controller.js';
import { PoliciesController } from './inbound/http/policies.controller.js';
import { ReturnStepsController } from './inbound/http/return-steps.controller.js';
import { ReturnsController } from './inbound/http/returns.controller.js';
import { SettingsController } from './inbound/http/settings.controller.js';
import { AfterSaleConsumer } from './inbound/kafka/after-sale.consumer.js';
import { BookingConsumer } from './inbound/kafka/booking.consumer.js';
import { OrderConsumer } from './inbound/kafka/order.consumer.js';
import { RefundConsumer } from './inbound/kafka/refund.consumer.js';
import { SignOffConsumer } from './inbound/kafka/sign-off.consumer.js';
import { WaybillConsumer } from './inbound/kafka/waybill.consumer.js';
import { stateCalendar } from './outbound/calendar/state-calendar.js';
import { ParcelIntercept } from './outbound/carriers/intercept.effect.js';
import { PickupBook } from './outbound/carriers/pickup-book.effect.js';
import { PickupCancel } from './outbound/carriers/pickup-cancel.effect.js';
import { PickupDetail } from './outbound/carriers/pickup-detail.effect.js';
import { PickupFind } from './outbound/carriers/pickup-find.effect.js';
import { behaviours, carriers, flow, stores, timers } from './returns.providers.js';

export interface Surroundings {
  readonly clock: Clock;
  readonly log: (message: string) => void;
}

@Module({})
class ReturnsModule {}

const consumers = [
  OrderConsumer,
  AfterSaleConsumer,
  RefundConsumer,
  WaybillConsumer,
  BookingConsumer,
  SignOffConsumer,
];
const effects = [PickupBook, PickupFind, PickupCancel, PickupDetail, ParcelIntercept];

/** The composition root; with `returns.providers.ts`, the only files that know every class. */
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
    consumers: [...consumers, tenants],
    normalisers: [],
    effects,
  });
  return {
    module: ReturnsModule,
    imports: [messaging],
    controllers: [
      ReturnsController,
      OffersController,
      PickupsController,
      ReturnStepsController,
      PoliciesController,
      SettingsController,
      CarrierPreferencesController,
      CarrierAccountsController,
    ],
    providers: [
      ...consumers,
      tenants as Type,
      ...effects,
      access(config),
      { provide: CLOCK, useValue: clock },
      { provide: CALENDAR, useValue: stateCalendar },
      ...stores(),
      ...flow(),
      ...carriers(config, clock),
      ...behaviours(config),
      ...timers(config),
    ],
  };
}

const access = (config: ReturnsConfig): Provider => ({
  provide: APP_GUARD,
  inject: [Reflector],
  useFactory: (reflector: Reflector) =>
    new InternalTokenGuard(new InternalTokenVerifier(config.INTERNAL_TOKEN_PUBLIC_KEY, 'returns'), reflector),
});
