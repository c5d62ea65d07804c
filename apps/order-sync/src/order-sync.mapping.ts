import { setImmediate } from 'node:timers/promises';
import type { Provider } from '@nestjs/common';
import { DAY, type Clock } from '@cartrail/kernel';
import type { Reader, Timers } from '@cartrail/messaging';
import type { FieldCipher } from '@cartrail/privacy';
import type { DataSource } from 'typeorm';
import type { Connector } from './application/ports.js';
import { ReplayPayloads, type ReplayParts } from './application/replay-payloads.js';
import { ReviewMappings } from './application/review-mappings.js';
import type { OrderSyncConfig } from './config.js';
import { MappingCommands } from './inbound/http/mapping-commands.js';
import { MappingReviewsController } from './inbound/http/mapping-reviews.controller.js';
import { MappingsController } from './inbound/http/mappings.controller.js';
import { ParkedPayloadNormaliser, WAITING_PAYLOADS } from './inbound/ingress/parked-payload.normaliser.js';
import { MAPPING_HISTORY, MappingStores, PAYLOADS } from './inbound/mapping-stores.js';
import { PrometheusPayloadMetrics } from './inbound/payload.metrics.js';
import { MappingWorkers } from './inbound/timers/mapping-workers.js';
import { catalogue } from './outbound/platforms/mapped/catalogue.js';
import { mappedConnector } from './outbound/platforms/mapped/connector.js';
import { readJson } from './outbound/platforms/mapped/exact-json.js';
import { MappedRereading } from './outbound/platforms/mapped/rereading.js';
import { applicationStore, PostgresApplications } from './outbound/postgres/application.store.js';
import { PostgresDuePayloads, waitingPayloads } from './outbound/postgres/due-payloads.js';
import { mappingStore, mappingVersionStore, PostgresMappings } from './outbound/postgres/mapping.store.js';
import { PayloadRetention } from './outbound/postgres/payload-bounds.js';
import { PostgresPayloadShelf } from './outbound/postgres/payload-shelf.js';
import { PostgresPayloads } from './outbound/postgres/payload.reads.js';

interface Given {
  readonly config: OrderSyncConfig;
  readonly clock: Clock;
  readonly cipher: FieldCipher;
  readonly dataSource: DataSource;
  readonly reader: Reader;
  readonly timers: Timers;
  readonly tenants: () => Promise<readonly string[]>;
}

const metrics = new PrometheusPayloadMetrics();

/** Shops by a mapping document; what they answer is kept before anything is made of it. */
export const mappedPlatform = ({
  config,
  clock,
  cipher,
  dataSource,
}: Pick<Given, 'config' | 'clock' | 'cipher' | 'dataSource'>): Connector =>
  mappedConnector({
    allowPrivate: config.PLATFORM_ANY_HOST,
    payloads: new PostgresPayloadShelf({ dataSource, sealer: cipher, clock, metrics }),
  });

/** Documents, the payloads they are tried on, and what replays those that could not be read. */
export function mappingParts(given: Given, streams: Pick<ReplayParts, 'orders' | 'cases'>) {
  const { config, clock, cipher, dataSource, reader, timers, tenants } = given;
  const applications = new PostgresApplications(reader);
  const history = new PostgresMappings(reader);
  const payloads = new PostgresPayloads(dataSource, cipher);
  const replay = new ReplayPayloads({
    ...streams,
    payloads: new PostgresDuePayloads(dataSource, cipher, tenants, clock),
    rereading: new MappedRereading(applications),
    metrics,
    clock,
  });
  const retention = new PayloadRetention(dataSource, tenants, clock, config.MAPPING_PAYLOAD_DAYS * DAY);
  const breathe = async (): Promise<void> => {
    await setImmediate();
  };
  return {
    history,
    payloads,
    review: new ReviewMappings({ applications, history, payloads, catalogue, readJson, breathe }),
    workers: new MappingWorkers(timers, replay, retention),
  };
}

interface Wired {
  readonly mapping: ReturnType<typeof mappingParts>;
}

export const mappingControllers = [MappingsController, MappingReviewsController];

export const mappingProviders = (wired: symbol): readonly Provider[] => [
  {
    provide: MappingStores,
    useValue: { mappings: mappingStore, versions: mappingVersionStore, applications: applicationStore },
  },
  MappingCommands,
  { provide: WAITING_PAYLOADS, useValue: waitingPayloads },
  { provide: MAPPING_HISTORY, inject: [wired], useFactory: ({ mapping }: Wired) => mapping.history },
  { provide: PAYLOADS, inject: [wired], useFactory: ({ mapping }: Wired) => mapping.payloads },
  { provide: ReviewMappings, inject: [wired], useFactory: ({ mapping }: Wired) => mapping.review },
  { provide: MappingWorkers, inject: [wired], useFactory: ({ mapping }: Wired) => mapping.workers },
  ParkedPayloadNormaliser,
];
