import { Module, type DynamicModule, type Provider, type Type } from '@nestjs/common';
import { APP_GUARD, Reflector } from '@nestjs/core';
import { formOf, LimitGate, normaliseNumber, readBaseUrls, weigh } from '@cartrail/carriers';
import { HOUR, type Clock } from '@cartrail/kernel';
import {
  applyByTenant,
  Commands,
  Limits,
  MessagingModule,
  Reader,
  tenantConsumer,
  TenantDirectory,
  Timers,
} from '@cartrail/messaging';
import { FieldCipher, SealedCredentials, maskName, maskPhone } from '@cartrail/privacy';
import { InternalTokenGuard, InternalTokenVerifier } from '@cartrail/service-kit';
import { DataSource } from 'typeorm';
import { AccountDesk } from './application/account-desk.js';
import { FollowParcels } from './application/follow-parcels.js';
import { CONNECTIONS, COURIER_MASK, HEARING, WATCHING, type CourierMask } from './application/ports.js';
import { RecogniseNumbers } from './application/recognise-numbers.js';
import type { TrackingConfig } from './config.js';
import { AlertsController } from './inbound/http/alerts.controller.js';
import { CountedHearing } from './inbound/counted-hearing.js';
import { CarrierAccountsController } from './inbound/http/carrier-accounts.controller.js';
import { CarrierCallbackController } from './inbound/http/carrier-callback.controller.js';
import { CarrierPreferencesController } from './inbound/http/carrier-preferences.controller.js';
import { RecognitionController } from './inbound/http/recognition.controller.js';
import { BookingReports } from './inbound/ingress/booking-reports.js';
import { carrierNormalisers } from './inbound/ingress/carrier.normalisers.js';
import { UnsignedPushes } from './inbound/ingress/unsigned-pushes.js';
import { OrderConsumer } from './inbound/kafka/order.consumer.js';
import { ParcelChanges } from './inbound/kafka/parcel-changes.js';
import { PickupConsumer } from './inbound/kafka/pickup.consumer.js';
import { RefundConsumer } from './inbound/kafka/refund.consumer.js';
import { ReturnChanges } from './inbound/kafka/return-changes.js';
import { ReturnConsumer } from './inbound/kafka/return.consumer.js';
import { ShopConsumer } from './inbound/kafka/shop.consumer.js';
import { SignOffConsumer } from './inbound/kafka/sign-off.consumer.js';
import {
  ACCOUNTS,
  ALERTS,
  BOOKINGS,
  CLOCK,
  CONCERNS,
  PREFERENCES,
  RETURNS,
  STOPS,
  THRESHOLDS,
  WAYBILLS,
} from './inbound/stores.js';
import { DetectorSweep } from './inbound/timers/detector-sweep.js';
import { LapsedSubscriptions } from './inbound/timers/lapsed-subscriptions.js';
import { QuietParcelsPoll } from './inbound/timers/quiet-parcels.poll.js';
import { Schedule } from './inbound/timers/schedule.js';
import { AccountRecognisers } from './outbound/carriers/account-recognisers.js';
import { CarrierCalls } from './outbound/carriers/carrier-calls.js';
import { PostgresConnections } from './outbound/carriers/connections.js';
import { CredentialNews } from './outbound/carriers/credential-news.js';
import { checkAccount, Opening, type Defaults } from './outbound/carriers/opening.js';
import { probeWith } from './outbound/carriers/probe.js';
import { QueryParcel } from './outbound/carriers/query-parcel.effect.js';
import { SubscribeParcel } from './outbound/carriers/subscribe-parcel.effect.js';
import { AccountReads } from './outbound/postgres/account.reads.js';
import { PostgresAccountStore } from './outbound/postgres/account.store.js';
import { PostgresAlertStore } from './outbound/postgres/alert.store.js';
import { PostgresBookingStore } from './outbound/postgres/booking.store.js';
import { concernStore, stopStore } from './outbound/postgres/concern.store.js';
import { PostgresPreferenceStore } from './outbound/postgres/preference.store.js';
import { PostgresFormHistory } from './outbound/postgres/form-history.js';
import { PostgresReturnStore } from './outbound/postgres/followed-return.store.js';
import { PostgresThresholdStore } from './outbound/postgres/threshold.store.js';
import { WatchingQueries } from './outbound/postgres/watching.queries.js';
import { PostgresWaybillStore } from './outbound/postgres/waybill.store.js';

export interface Surroundings {
  readonly clock: Clock;
  readonly log: (message: string) => void;
}

const consumers = [
  OrderConsumer,
  ShopConsumer,
  ReturnConsumer,
  PickupConsumer,
  SignOffConsumer,
  RefundConsumer,
];

const maskCourier: CourierMask = ({ name, phone }) => ({
  nameMask: name === undefined ? undefined : maskName(name),
  phoneMask: phone === undefined ? undefined : maskPhone(phone),
});

@Module({})
class TrackingModule {}

/** The composition root: the only file that knows every class. */
export function trackingModule(config: TrackingConfig, { clock, log }: Surroundings): DynamicModule {
  const tenants = tenantConsumer('tracking.tenants');
  const messaging = MessagingModule.forRoot({
    service: 'tracking',
    databaseUrl: config.DATABASE_URL,
    brokers: config.KAFKA_BROKERS.split(','),
    topicPrefix: config.TOPIC_PREFIX,
    shards: config.OUTBOX_SHARDS,
    clock,
    production: config.NODE_ENV === 'production',
    failpoints: config.FAILPOINTS,
    log,
    consumers: [...consumers, tenants],
    normalisers: carrierNormalisers,
    effects: [SubscribeParcel, QueryParcel],
  });
  return {
    module: TrackingModule,
    imports: [messaging],
    controllers: [
      CarrierCallbackController,
      CarrierPreferencesController,
      CarrierAccountsController,
      AlertsController,
      RecognitionController,
    ],
    providers: [
      { provide: HEARING, useClass: CountedHearing },
      ...consumers,
      tenants as Type,
      ParcelChanges,
      ReturnChanges,
      ...carrierNormalisers,
      BookingReports,
      UnsignedPushes,
      SubscribeParcel,
      QueryParcel,
      ...access(config),
      ...stores(),
      ...carriers(config, clock),
      recognition,
      ...timers(config),
      { provide: CLOCK, useValue: clock },
      { provide: FollowParcels, useValue: new FollowParcels(clock, config.USUAL_GAP_HOURS * HOUR) },
    ],
  };
}

const access = (config: TrackingConfig): Provider[] => [
  {
    provide: APP_GUARD,
    inject: [Reflector],
    useFactory: (reflector: Reflector) =>
      new InternalTokenGuard(
        new InternalTokenVerifier(config.INTERNAL_TOKEN_PUBLIC_KEY, 'tracking'),
        reflector,
      ),
  },
];

const stores = (): Provider[] => [
  PostgresWaybillStore,
  { provide: WAYBILLS, useExisting: PostgresWaybillStore },
  { provide: RETURNS, useClass: PostgresReturnStore },
  { provide: BOOKINGS, useClass: PostgresBookingStore },
  { provide: ALERTS, useClass: PostgresAlertStore },
  { provide: ACCOUNTS, useClass: PostgresAccountStore },
  { provide: CONCERNS, useValue: concernStore },
  { provide: STOPS, useValue: stopStore },
  { provide: PREFERENCES, useClass: PostgresPreferenceStore },
  { provide: AccountReads, inject: [Reader], useFactory: (reader: Reader) => new AccountReads(reader) },
  { provide: THRESHOLDS, useClass: PostgresThresholdStore },
  {
    provide: WATCHING,
    inject: [Reader, TenantDirectory],
    useFactory: (reader: Reader, tenants: TenantDirectory) => new WatchingQueries(reader, tenants),
  },
];

function carriers(config: TrackingConfig, clock: Clock): Provider[] {
  const defaults: Defaults = {
    baseUrls: readBaseUrls(config.CARRIER_BASE_URLS),
    accountUrls: config.CARRIER_ACCOUNT_URLS,
    trackers: config.TRACKING_PROVIDERS.split(','),
    callbackBaseUrl: config.CALLBACK_BASE_URL?.replace(/\/+$/, ''),
    clock,
  };
  const credentials = new SealedCredentials(FieldCipher.fromKeys(config.FIELD_KEYS));
  const opening = new Opening(credentials, defaults);
  const ofCarriers = {
    check: checkAccount(defaults),
    abilitiesOf: opening.abilitiesOf.bind(opening),
  };
  return [
    { provide: COURIER_MASK, useValue: maskCourier },
    {
      provide: AccountDesk,
      inject: [AccountReads, LimitGate],
      useFactory: (accounts: AccountReads, gate: LimitGate) =>
        new AccountDesk(accounts, credentials, { ...ofCarriers, probe: probeWith(opening, gate) }, clock),
    },
    CarrierCalls,
    {
      provide: LimitGate,
      inject: [DataSource],
      useFactory: (source: DataSource) => new LimitGate(new Limits(source), config.CARRIER_LIMIT_SHARE),
    },
    {
      provide: CredentialNews,
      inject: [ACCOUNTS],
      useFactory: (accounts: PostgresAccountStore) => new CredentialNews(accounts, clock),
    },
    {
      provide: CONNECTIONS,
      inject: [AccountReads],
      useFactory: (accounts: AccountReads) => new PostgresConnections(accounts, opening, defaults.trackers),
    },
  ];
}

const recognition: Provider = {
  provide: RecogniseNumbers,
  inject: [Reader, CONNECTIONS, LimitGate, Commands, CredentialNews],
  useFactory: (
    reader: Reader,
    connections: PostgresConnections,
    gate: LimitGate,
    commands: Commands,
    news: CredentialNews,
  ) =>
    new RecogniseNumbers(
      { normalise: normaliseNumber, formOf, weigh },
      new PostgresFormHistory(reader),
      new AccountRecognisers(connections, gate, (heard) =>
        applyByTenant(commands, heard, (each, cause) => news.of(each, cause)),
      ),
    ),
};

const timers = (config: TrackingConfig): Provider[] => [
  {
    provide: DetectorSweep,
    inject: [CLOCK, WATCHING, ALERTS, Commands],
    useFactory: (clock: Clock, watching: WatchingQueries, alerts: PostgresAlertStore, commands: Commands) =>
      new DetectorSweep(clock, watching, alerts, commands, config.SWEEP_INTERVAL_MS),
  },
  {
    provide: QuietParcelsPoll,
    inject: [CLOCK, WATCHING, WAYBILLS, FollowParcels, Commands],
    useFactory: (
      clock: Clock,
      watching: WatchingQueries,
      waybills: PostgresWaybillStore,
      parcels: FollowParcels,
      commands: Commands,
    ) => new QuietParcelsPoll(clock, watching, waybills, parcels, commands),
  },
  {
    provide: LapsedSubscriptions,
    inject: [CLOCK, WATCHING, WAYBILLS, Commands],
    useFactory: (...given: ConstructorParameters<typeof LapsedSubscriptions>) =>
      new LapsedSubscriptions(...given),
  },
  {
    provide: Schedule,
    inject: [Timers, DetectorSweep, QuietParcelsPoll, LapsedSubscriptions],
    useFactory: (jobs: Timers, sweep: DetectorSweep, poll: QuietParcelsPoll, lapsed: LapsedSubscriptions) =>
      new Schedule(jobs, sweep, poll, lapsed, {
        sweep: config.SWEEP_INTERVAL_MS,
        poll: config.POLL_INTERVAL_MS,
      }),
  },
];
