import type { FactoryProvider, Provider } from '@nestjs/common';
import { findCarrier, LimitGate, readBaseUrls } from '@cartrail/carriers';
import type { Clock } from '@cartrail/kernel';
import { Commands, Limits, Reader, TenantDirectory, Timers, type AnyChange } from '@cartrail/messaging';
import { FieldCipher, SealedCredentials } from '@cartrail/privacy';
import { DataSource } from 'typeorm';
import { ConfirmReturn } from './application/confirm-return.js';
import { MakeOffers, type CarrierNames } from './application/make-offers.js';
import {
  ACCOUNT_NEWS,
  CALENDAR,
  CLOCK,
  CONTACTS,
  CREDENTIALS,
  DUE_WORK,
  INTERCEPTION_NEWS,
  PICKUP_NEWS,
  QUERIES,
  QUOTES,
  SETTINGS_CHECK,
  type AccountNews,
  type ContactSafe,
  type Credentials,
  type DueWork,
  type Quotes,
  type ReturnQueries,
  type SettingsCheck,
} from './application/ports.js';
import { readPlatformForms, RequestReturn } from './application/request-return.js';
import { SetPolicy } from './application/set-policy.js';
import type { ReturnsConfig } from './config.js';
import type { Calendar } from './domain/rules/window.js';
import { Flow } from './inbound/flow/flow.js';
import { FlowInterceptions } from './inbound/flow/interception-news.js';
import { FlowNews } from './inbound/flow/pickup-news.js';
import { StandingNews } from './inbound/flow/standing-news.js';
import { Stores } from './inbound/stores.js';
import { DueReturns } from './inbound/timers/due-returns.js';
import { QuietBookings } from './inbound/timers/quiet-bookings.js';
import { Schedule } from './inbound/timers/schedule.js';
import { openAccount, type Defaults } from './outbound/carriers/accounts.js';
import { BookingAccounts } from './outbound/carriers/booking-accounts.js';
import { BookingCalls } from './outbound/carriers/booking-calls.js';
import { FIND_SCHEDULE, type FindSchedule } from './outbound/carriers/pickup-find.effect.js';
import { ProviderQuotes } from './outbound/carriers/quotes.js';
import { PostgresAccountStore } from './outbound/postgres/account.store.js';
import { SealedContacts } from './outbound/postgres/contact-safe.js';
import { PostgresDueWork } from './outbound/postgres/due-work.js';
import { PostgresInterceptionStore } from './outbound/postgres/interception.store.js';
import { PostgresOrderFileStore } from './outbound/postgres/order-file.store.js';
import { PostgresPickupStore } from './outbound/postgres/pickup.store.js';
import { PostgresQueries } from './outbound/postgres/queries.js';
import {
  cardStore,
  parcelStore,
  policyStore,
  preferenceStore,
  returnStore,
  settingsStore,
  sheetStore,
  standingStore,
  warehouseStore,
} from './outbound/postgres/stores.js';

/** A lost answer is looked for at growing intervals, at most an hour apart. */
const LAST_FIND_MS = 3_600_000;

const provide = (
  token: unknown,
  inject: readonly unknown[],
  make: (...given: never[]) => unknown,
): FactoryProvider => ({
  provide: token as FactoryProvider['provide'],
  inject: [...inject] as NonNullable<FactoryProvider['inject']>,
  useFactory: make as (...given: unknown[]) => unknown,
});

export const stores = (): Provider[] => [
  {
    provide: Stores,
    useValue: {
      files: new PostgresOrderFileStore(),
      returns: returnStore,
      pickups: new PostgresPickupStore(),
      parcels: parcelStore,
      sheets: sheetStore,
      policies: policyStore,
      cards: cardStore,
      settings: settingsStore,
      warehouses: warehouseStore,
      accounts: new PostgresAccountStore(),
      preferences: preferenceStore,
      interceptions: new PostgresInterceptionStore(),
      standings: standingStore,
    } satisfies Stores,
  },
  provide(QUERIES, [Reader], (reader: Reader) => new PostgresQueries(reader)),
  provide(
    DUE_WORK,
    [DataSource, Reader, TenantDirectory],
    (dataSource: DataSource, reader: Reader, tenants: TenantDirectory) =>
      new PostgresDueWork(dataSource, reader, tenants),
  ),
];

export const flow = (): Provider[] => [
  provide(Flow, [Stores, CLOCK], (known: Stores, clock: Clock) => new Flow(known, clock)),
  provide(PICKUP_NEWS, [Flow, CLOCK], (known: Flow, clock: Clock) => new FlowNews(known, clock)),
  provide(
    INTERCEPTION_NEWS,
    [Flow, CLOCK],
    (known: Flow, clock: Clock) => new FlowInterceptions(known, clock),
  ),
  provide(
    ACCOUNT_NEWS,
    [Stores, CLOCK],
    ({ standings }: Stores, clock: Clock) => new StandingNews(standings, clock),
  ),
];

export function carriers(config: ReturnsConfig, clock: Clock): Provider[] {
  const cipher = FieldCipher.fromKeys(config.FIELD_KEYS);
  const defaults: Defaults = { baseUrls: readBaseUrls(config.CARRIER_BASE_URLS), clock };
  const check: SettingsCheck = (account, credentials) => void openAccount(account, credentials, defaults);
  const schedule: FindSchedule = { firstMs: config.FIND_AFTER_MS, lastMs: LAST_FIND_MS };
  return [
    { provide: CREDENTIALS, useValue: new SealedCredentials(cipher) },
    { provide: CONTACTS, useValue: new SealedContacts(cipher) },
    { provide: SETTINGS_CHECK, useValue: check },
    { provide: FIND_SCHEDULE, useValue: schedule },
    provide(
      BookingAccounts,
      [Reader, CREDENTIALS, LimitGate],
      (reader: Reader, credentials: Credentials, gate: LimitGate) =>
        new BookingAccounts(reader, credentials, defaults, gate),
    ),
    provide(
      LimitGate,
      [DataSource],
      (dataSource: DataSource) => new LimitGate(new Limits(dataSource), config.CARRIER_LIMIT_SHARE),
    ),
    provide(
      QUOTES,
      [BookingAccounts, ACCOUNT_NEWS, Commands],
      (accounts: BookingAccounts, news: AccountNews<AnyChange>, commands: Commands) =>
        new ProviderQuotes(accounts, news, commands),
    ),
    provide(
      BookingCalls,
      [BookingAccounts, QUERIES, CONTACTS, ACCOUNT_NEWS],
      (
        accounts: BookingAccounts,
        queries: ReturnQueries,
        contacts: ContactSafe,
        news: AccountNews<AnyChange>,
      ) => new BookingCalls(accounts, queries, contacts, config.CALLBACK_BASE_URL.replace(/\/+$/, ''), news),
    ),
  ];
}

const nameOf: CarrierNames = (code) => {
  const { zh, en = zh } = findCarrier(code) ?? { zh: code };
  return { zh, en };
};

export const behaviours = (config: ReturnsConfig): Provider[] => [
  provide(
    RequestReturn,
    [CLOCK, CALENDAR],
    (clock: Clock, calendar: Calendar) =>
      new RequestReturn(clock, calendar, readPlatformForms(config.PLATFORM_FORM_URLS)),
  ),
  provide(
    MakeOffers,
    [QUERIES, QUOTES, CONTACTS, CLOCK],
    (queries: ReturnQueries, quotes: Quotes, contacts: ContactSafe, clock: Clock) =>
      new MakeOffers(queries, quotes, contacts, clock, nameOf),
  ),
  provide(
    ConfirmReturn,
    [QUERIES, MakeOffers, CONTACTS, CLOCK],
    (queries: ReturnQueries, offers: MakeOffers, contacts: ContactSafe, clock: Clock) =>
      new ConfirmReturn(queries, offers, contacts, clock),
  ),
  provide(
    SetPolicy,
    [QUERIES, CLOCK],
    (queries: ReturnQueries, clock: Clock) => new SetPolicy(queries, clock),
  ),
];

export const timers = (config: ReturnsConfig): Provider[] => [
  provide(
    DueReturns,
    [CLOCK, DUE_WORK, Flow, Commands],
    (clock: Clock, due: DueWork, known: Flow, commands: Commands) =>
      new DueReturns(clock, due, known, commands),
  ),
  provide(
    QuietBookings,
    [CLOCK, DUE_WORK, Flow, Commands],
    (clock: Clock, due: DueWork, known: Flow, commands: Commands) =>
      new QuietBookings(clock, due, known, commands),
  ),
  provide(
    Schedule,
    [Timers, DueReturns, QuietBookings],
    (jobs: Timers, due: DueReturns, quiet: QuietBookings) =>
      new Schedule(jobs, due, quiet, {
        sweep: config.SWEEP_INTERVAL_MS,
        reconcile: config.RECONCILE_INTERVAL_MS,
      }),
  ),
];
