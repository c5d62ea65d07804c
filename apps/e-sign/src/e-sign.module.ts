import { resolve } from 'node:path';
import { Module, type DynamicModule, type Provider, type Type } from '@nestjs/common';
import { APP_GUARD, Reflector } from '@nestjs/core';
import type { Clock } from '@cartrail/kernel';
import {
  Commands,
  MessagingModule,
  Reader,
  tenantConsumer,
  TenantDirectory,
  Timers,
} from '@cartrail/messaging';
import { FieldCipher } from '@cartrail/privacy';
import { InternalTokenGuard, InternalTokenVerifier } from '@cartrail/service-kit';
import { DataSource } from 'typeorm';
import { KeepPhotos } from './application/keep-photos.js';
import {
  ARRIVAL_QUERIES,
  CLAIMS,
  OBJECTS,
  PHOTO_LINKS,
  RECORDS,
  SIGNER,
  type Claims,
  type ObjectStore,
} from './application/ports.js';
import { SignParcel } from './application/sign-parcel.js';
import { TakePhotos } from './application/take-photos.js';
import type { ESignConfig } from './config.js';
import { ArrivalsController } from './inbound/http/arrivals.controller.js';
import { EvidenceController } from './inbound/http/evidence.controller.js';
import { PhotosController } from './inbound/http/photos.controller.js';
import { SignOffsController } from './inbound/http/sign-offs.controller.js';
import { Signing } from './inbound/http/signing.js';
import { ReturnConsumer } from './inbound/kafka/return.consumer.js';
import { ARRIVALS, CURSOR_SECRET, DESKS, SUPERSEDED, type Desks } from './inbound/stores.js';
import { Schedule } from './inbound/timers/schedule.js';
import { SealedPersonal } from './outbound/crypto/personal-vault.js';
import { SignedPhotoLinks } from './outbound/crypto/photo-links.js';
import { SigningKeys } from './outbound/crypto/signing-keys.js';
import { LocalFolder } from './outbound/objects/local-folder.js';
import { recognise } from './outbound/pictures/recognise.js';
import { ArrivalQueries } from './outbound/postgres/arrival.queries.js';
import { PostgresArrivalStore } from './outbound/postgres/arrival.store.js';
import { PostgresClaims } from './outbound/postgres/claims.store.js';
import { PostgresDesk } from './outbound/postgres/desk.store.js';
import { RecordQueries } from './outbound/postgres/record.queries.js';
import { SupersededStore } from './outbound/postgres/superseded.store.js';

export interface Surroundings {
  readonly clock: Clock;
  readonly log: (message: string) => void;
}

@Module({})
class ESignModule {}

/** The composition root: the only file that knows every class. */
export function eSignModule(config: ESignConfig, { clock, log }: Surroundings): DynamicModule {
  const tenants = tenantConsumer('e-sign.tenants');
  const messaging = MessagingModule.forRoot({
    service: 'e-sign',
    databaseUrl: config.DATABASE_URL,
    brokers: config.KAFKA_BROKERS.split(','),
    topicPrefix: config.TOPIC_PREFIX,
    shards: config.OUTBOX_SHARDS,
    clock,
    production: config.NODE_ENV === 'production',
    failpoints: config.FAILPOINTS,
    log,
    consumers: [ReturnConsumer, tenants],
  });
  return {
    module: ESignModule,
    imports: [messaging],
    controllers: [SignOffsController, PhotosController, ArrivalsController, EvidenceController],
    providers: [
      ReturnConsumer,
      tenants as Type,
      ...access(config),
      ...records(config, clock),
      ...photos(config),
      ...timers(config),
    ],
  };
}

const access = (config: ESignConfig): Provider[] => [
  {
    provide: APP_GUARD,
    inject: [Reflector],
    useFactory: (reflector: Reflector) =>
      new InternalTokenGuard(
        new InternalTokenVerifier(config.INTERNAL_TOKEN_PUBLIC_KEY, 'e-sign'),
        reflector,
      ),
  },
  { provide: CURSOR_SECRET, useValue: config.PHOTO_LINK_SECRET },
  { provide: PHOTO_LINKS, useValue: new SignedPhotoLinks(config.PHOTO_LINK_SECRET) },
];

function records(config: ESignConfig, clock: Clock): Provider[] {
  const vault = new SealedPersonal(FieldCipher.fromKeys(config.FIELD_KEYS));
  const signer = SigningKeys.fromSetting(config.SIGNING_KEYS);
  const desks: Desks = (question) => new PostgresDesk(question);
  const superseded = new SupersededStore();
  const parcels = new SignParcel(clock, signer.seal, vault);
  return [
    { provide: SIGNER, useValue: signer },
    { provide: ARRIVALS, useClass: PostgresArrivalStore },
    { provide: DESKS, useValue: desks },
    { provide: SUPERSEDED, useValue: superseded },
    {
      provide: RECORDS,
      inject: [Reader],
      useFactory: (reader: Reader) => new RecordQueries(reader, vault.reveal),
    },
    {
      provide: ARRIVAL_QUERIES,
      inject: [Reader],
      useFactory: (reader: Reader) => new ArrivalQueries(reader),
    },
    {
      provide: Signing,
      inject: [Commands, KeepPhotos],
      useFactory: (commands: Commands, photos: KeepPhotos) =>
        new Signing(commands, desks, superseded, parcels, photos),
    },
  ];
}

const photos = (config: ESignConfig): Provider[] => [
  { provide: OBJECTS, useFactory: () => new LocalFolder(resolve(config.OBJECT_STORE_DIR)).prepare() },
  {
    provide: CLAIMS,
    inject: [DataSource, Reader, TenantDirectory],
    useFactory: (dataSource: DataSource, reader: Reader, tenants: TenantDirectory) =>
      new PostgresClaims(dataSource, reader, tenants),
  },
  {
    provide: TakePhotos,
    inject: [OBJECTS],
    useFactory: (objects: ObjectStore) => new TakePhotos(objects, recognise),
  },
  {
    provide: KeepPhotos,
    inject: [OBJECTS, CLAIMS],
    useFactory: (objects: ObjectStore, claims: Claims) => new KeepPhotos(objects, claims),
  },
];

const timers = (config: ESignConfig): Provider[] => [
  {
    provide: Schedule,
    inject: [Timers, KeepPhotos],
    useFactory: (jobs: Timers, keep: KeepPhotos) =>
      new Schedule(jobs, keep, config.ORPHAN_SWEEP_MS, config.ORPHAN_AFTER_MS),
  },
];
