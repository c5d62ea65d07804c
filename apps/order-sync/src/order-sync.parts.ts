import { DAY, type Clock } from '@cartrail/kernel';
import {
  isInfrastructure,
  type ChangeShell,
  type EventBus,
  type Reader,
  type Timers,
} from '@cartrail/messaging';
import { FieldCipher } from '@cartrail/privacy';
import type { DataSource } from 'typeorm';
import { ConnectShop } from './application/connect-shop.js';
import { DiscloseReceiver } from './application/disclose-receiver.js';
import { OpenPlatforms } from './application/open-platforms.js';
import { PollStream, type Stream } from './application/poll-stream.js';
import type { CaseSign, OrderRow, Tokens } from './application/ports.js';
import { PullHinted } from './application/pull-hinted.js';
import { caseQuestions, ReadCases } from './application/read-cases.js';
import { orderQuestions, ReadOrders } from './application/read-orders.js';
import { createdCases, createdOrders } from './application/read-streams.js';
import { counted, ReconcileHours } from './application/reconcile-hours.js';
import { RunBackfill } from './application/run-backfill.js';
import { SealReceiver } from './application/seal-receiver.js';
import { ShowSync } from './application/show-sync.js';
import { WriteBatch } from './application/write-batch.js';
import type { OrderSyncConfig } from './config.js';
import { PrometheusPullMetrics } from './inbound/push.metrics.js';
import { SyncWorkers } from './inbound/timers/sync-workers.js';
import { Workers, type Asking } from './inbound/timers/workers.js';
import { mappedPlatform, mappingParts } from './order-sync.mapping.js';
import { credentialSealer, shopParts } from './order-sync.shops.js';
import { actionParts } from './order-sync.actions.js';
import { KeyedBuyerIndex } from './outbound/buyer-index.js';
import { operatorsOf } from './outbound/platforms/operators.js';
import { connectors } from './outbound/platforms/registry.js';
import { PostgresApplications } from './outbound/postgres/application.store.js';
import { ApplyChanges } from './outbound/postgres/apply-changes.js';
import { PostgresBackfills } from './outbound/postgres/backfill.store.js';
import { AfterSaleStore } from './outbound/postgres/after-sale.store.js';
import { CaseChanges } from './outbound/postgres/case-changes.js';
import { PostgresCaseHints } from './outbound/postgres/case-hints.js';
import { PostgresChannelDirectory } from './outbound/postgres/channel-directory.js';
import { PostgresCaseWriter } from './outbound/postgres/case-writer.js';
import { PostgresDisclosures } from './outbound/postgres/disclosures.js';
import { PostgresOrderHints } from './outbound/postgres/order-hints.js';
import { OrderStore } from './outbound/postgres/order.store.js';
import { PostgresOrderWriter } from './outbound/postgres/order-writer.js';
import { casePulls, orderPulls, PostgresPullQueue } from './outbound/postgres/pull-queue.js';
import { RefundStore } from './outbound/postgres/refund.store.js';
import { PostgresShopDirectory } from './outbound/postgres/shop-directory.js';
import { SyncHourStore } from './outbound/postgres/sync-hour.store.js';
import { PostgresSyncHours } from './outbound/postgres/sync-hours.js';

/** What the plumbing provides once the database's connection is there. */
export interface Plumbing {
  readonly dataSource: DataSource;
  readonly shell: ChangeShell;
  readonly bus: EventBus;
  readonly reader: Reader;
  readonly timers: Timers;
}

interface Given {
  readonly config: OrderSyncConfig;
  readonly clock: Clock;
  readonly log: (message: string) => void;
}

/** What every asking needs of the shops. */
interface Core {
  readonly shops: PostgresShopDirectory;
  readonly platforms: OpenPlatforms;
  readonly tokens: Tokens;
}

/** What is asked of the platforms about one kind of thing, and how its lists are kept. */
interface Asked<T> {
  readonly asking: Asking;
  readonly stream: Stream<T>;
  readonly waiting: () => Promise<number>;
}

const SHOPS_AT_ONCE = 4;
/** A day at once at most; live traffic goes first when so many of its questions wait. */
const BACKFILL = { pieceMs: DAY, busyAt: 200, firstRestMs: 2_000 };
const machine = {
  now: () => Date.now(),
  pause: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)),
};

/** Everything of the service that is no Nest class, made in the order it is needed. */
export class OrderSyncParts {
  readonly orderMetrics = new PrometheusPullMetrics('order');
  readonly changes = new CaseChanges(new AfterSaleStore(), new RefundStore());
  private readonly caseMetrics = new PrometheusPullMetrics('after-sale');
  private readonly cipher: FieldCipher;

  constructor(private readonly given: Given) {
    this.cipher = FieldCipher.fromKeys(given.config.FIELD_KEYS);
  }

  wire(plumbing: Plumbing) {
    const { config, clock, log } = this.given;
    const { dataSource, timers } = plumbing;
    const shops = new PostgresShopDirectory(dataSource);
    const disclosures = new PostgresDisclosures(dataSource);
    const operators = operatorsOf(config);
    const platforms = this.platforms(plumbing, operators);
    const ofShops = shopParts({ ...this.given, ...plumbing, cipher: this.cipher, machine, shops, platforms });
    const { tokens } = ofShops;
    const core = { shops, platforms, tokens };
    const [orders, cases] = [
      this.askForOrders(plumbing, core, disclosures),
      this.askForCases(plumbing, core),
    ];
    const doors = new Map(
      operators.map(({ platform, application }) => [platform as string, application.connectionId]),
    );
    return {
      ...ofShops,
      now: machine.now,
      shops,
      platforms,
      listening: { directory: new PostgresChannelDirectory(dataSource, shops), platforms, tokens },
      connectShop: new ConnectShop(shops, platforms, this.cipher, clock, { operators: doors, log }),
      disclose: new DiscloseReceiver(disclosures, tokens, platforms, this.cipher, clock),
      workers: new Workers(timers, [orders.asking, cases.asking], config.POLL_INTERVAL_MS),
      ...this.past(plumbing, core, orders, cases),
      mapping: mappingParts(
        { ...this.given, ...plumbing, cipher: this.cipher, tenants: () => shops.tenants() },
        { orders: orders.stream, cases: cases.stream },
      ),
      ...actionParts({ ...plumbing, ...core, changes: this.changes, clock }),
    };
  }

  private platforms(
    { reader, dataSource }: Plumbing,
    operators: ReturnType<typeof operatorsOf>,
  ): OpenPlatforms {
    const { config, clock } = this.given;
    const sealer = credentialSealer(this.cipher);
    const mapped = mappedPlatform({ config, clock, cipher: this.cipher, dataSource });
    return new OpenPlatforms([...connectors, mapped], operators, new PostgresApplications(reader), {
      credentials: (ref, text) => sealer.open(text, ref) as Record<string, string>,
      timeoutMs: config.PLATFORM_TIMEOUT_MS,
      clock,
      now: machine.now,
    });
  }

  private askForOrders(
    { dataSource, shell, bus }: Plumbing,
    core: Core,
    disclosures: PostgresDisclosures,
  ): Asked<OrderRow> {
    const { config, clock } = this.given;
    const { shops, tokens } = core;
    const queue = new PostgresPullQueue(dataSource, shops, orderPulls);
    const buyers = new KeyedBuyerIndex(config.BUYER_INDEX_KEYS ?? config.FIELD_KEYS);
    const hiding = { sealer: this.cipher, buyers };
    const receivers = new SealReceiver(hiding, tokens, disclosures, clock);
    const read = new ReadOrders(tokens, receivers, new PostgresOrderHints(dataSource));
    const writer = new PostgresOrderWriter(dataSource, shell, bus, new OrderStore(), clock);
    const parts = { writer, queue, metrics: this.orderMetrics, ...orderQuestions };
    const write = new WriteBatch(parts, isInfrastructure);
    const stream = read.changes(write, this.orderMetrics);
    const asking = {
      name: 'orders',
      pull: new PullHinted(queue, (pull) => read.answer(pull), write, this.orderMetrics),
      poll: this.poll(core, stream),
    };
    return { asking, stream, waiting: () => queue.waiting() };
  }

  private askForCases({ dataSource, shell, bus }: Plumbing, core: Core): Asked<CaseSign> {
    const { shops, tokens } = core;
    const queue = new PostgresPullQueue(dataSource, shops, casePulls);
    const read = new ReadCases(tokens, new PostgresCaseHints(dataSource));
    const writer = new PostgresCaseWriter(dataSource, shell, bus, this.changes, this.given.clock);
    const parts = { writer, queue, metrics: this.caseMetrics, ...caseQuestions };
    const write = new WriteBatch(parts, isInfrastructure);
    const stream = read.changes(this.caseMetrics);
    const asking = {
      name: 'after-sales',
      pull: new PullHinted(queue, (pull) => read.answer(pull), write, this.caseMetrics),
      poll: this.poll(core, stream),
    };
    return { asking, stream, waiting: () => queue.waiting() };
  }

  /** What counts hours and reads the past: the same lists by creation, for both. */
  private past(
    { dataSource, shell, bus, timers }: Plumbing,
    core: Core,
    orders: Asked<OrderRow>,
    cases: Asked<CaseSign>,
  ) {
    const { config, clock, log } = this.given;
    const writes = new ApplyChanges(dataSource, shell, bus);
    const [byOrder, byCase] = [createdOrders(orders.stream), createdCases(cases.stream)];
    const hours = new PostgresSyncHours(
      writes,
      core.shops,
      new SyncHourStore(),
      clock,
      config.GAP_PATIENCE_MS,
    );
    const reconcile = new ReconcileHours({ ...core, hours, clock, log }, counted(byOrder), counted(byCase));
    const backfills = new PostgresBackfills(writes, core.shops);
    const waiting = async (): Promise<number> => (await orders.waiting()) + (await cases.waiting());
    const backfill = new RunBackfill(
      { ...core, backfills, orders: byOrder, cases: byCase, waiting, clock, log, ...machine },
      {
        days: config.BACKFILL_DAYS,
        callsPerSecond: config.BACKFILL_CALLS_PER_SECOND,
        ...BACKFILL,
      },
    );
    return {
      showSync: new ShowSync(hours, backfills, clock),
      syncWorkers: new SyncWorkers(timers, reconcile, backfill, config.RECONCILE_EVERY_MS),
    };
  }

  private poll<T>(core: Core, stream: Stream<T>): PollStream<T> {
    const { config, clock, log } = this.given;
    const settings = {
      overlapMs: config.POLL_OVERLAP_MS,
      lagMs: config.POLL_LAG_MS,
      shopsAtOnce: SHOPS_AT_ONCE,
    };
    return new PollStream({ ...core, clock, now: machine.now, log }, stream, settings);
  }
}
