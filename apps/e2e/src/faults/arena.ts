import { topics } from '@cartrail/contracts';
import type { Producer } from 'kafkajs';
import { Door } from '../doors/http.js';
import { ledgerOf } from '../doors/simulators.js';
import { until } from '../doors/waiting.js';
import { audit, type Findings, type Kept } from './audit.js';
import { client, keptByCases, keptByTracking, orderEventIds, query, waybillMessages } from './evidence.js';
import type { FaultStack } from './fault-stack.js';
import { pushBody, registeredFact, scanFact, shipped, type Maker, type Node, type Parcel } from './inputs.js';
import type { Entry, Ledger } from './ledger.js';
import { MoneyArena } from './money/money-arena.js';
import type { MoneyLedger } from './money/money-ledger.js';

export interface Settings {
  readonly caseId: string;
  /** Of the case among all. */
  readonly place: number;
  readonly n: number;
  readonly seed: number;
  readonly outageMs: number;
}

/** What was offered, on disk before it was. */
export interface Books {
  readonly inputs: Ledger;
  readonly money: MoneyLedger;
}

const LEAST_RETURNS = 20;
const SETTLE_MS = 120_000;
const AT_ONCE = 32;
const SLICE = 100;

/** Where a case plays: its parcels, the doors it offers them at, and what the system made of them. */
export class Arena {
  readonly url: string;
  /** Facts that must not come yet, as what brings them waits behind a poison. */
  held = 0;
  /** Where the next attempt of a push goes. */
  pushDoor: () => string;
  /** Attempts of pushes that were not acknowledged. */
  unacknowledged = 0;
  private serial = 0;

  constructor(
    readonly stack: FaultStack,
    readonly settings: Settings,
    readonly maker: Maker,
    private readonly books: Books,
    private readonly producer: Producer,
  ) {
    this.url = stack.databaseUrl('tracking');
    const home = stack.urlOf('tracking');
    this.pushDoor = () => home;
  }

  /** Returns beside the parcels: a tenth of their number. */
  money(): MoneyArena {
    const { caseId, place, n } = this.settings;
    return new MoneyArena(this.stack, this.books.money, {
      caseId,
      place,
      count: Math.max(LEAST_RETURNS, Math.floor(n / 10)),
    });
  }

  /** Order events, as order-sync would write them, each of them `times` times. */
  async order(parcels: readonly Parcel[], times = 1): Promise<void> {
    for (let at = 0; at < parcels.length; at += SLICE) {
      const events = parcels.slice(at, at + SLICE).map((parcel) => shipped(this.maker, parcel));
      await this.offerEvents(Array.from({ length: times }, () => events).flat());
    }
  }

  async offerEvents(events: readonly ReturnType<typeof shipped>[]): Promise<void> {
    await this.books.inputs.write(
      events.map(({ id, data }) => ({
        door: 'orders',
        input: id,
        key: data.number,
        facts: [registeredFact],
      })),
    );
    await this.produce(events.map((event) => ({ key: event.partitionkey, value: JSON.stringify(event) })));
  }

  /** Bytes nobody can read: they are in no ledger, as nothing may come of them. */
  async produce(messages: { key: string; value: string }[]): Promise<void> {
    const topic = this.stack.addresses().topicPrefix + topics.orderEvents.name;
    await this.producer.send({ topic, acks: -1, messages });
  }

  /** Pushes each parcel's history, many parcels at once and one parcel's pushes one after the other. */
  async push(
    parcels: readonly Parcel[],
    histories: (parcel: Parcel) => readonly (readonly Node[])[],
  ): Promise<void> {
    const waiting = [...parcels];
    const courier = async (): Promise<void> => {
      for (let parcel = waiting.shift(); parcel; parcel = waiting.shift()) {
        for (const nodes of histories(parcel)) await this.pushOne(parcel.number, nodes);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, courier));
  }

  /** Like any carrier, offers the same push again until it is acknowledged. */
  private async pushOne(number: string, nodes: readonly Node[]): Promise<void> {
    const serial = (this.serial += 1);
    const facts = nodes.map(({ at, code, text }) => scanFact(at, code, text));
    await this.books.inputs.write([{ door: 'pushes', input: `${number}/${serial}`, key: number, facts }]);
    const { callbackPath } = this.stack.demo();
    const body = pushBody(number, nodes, this.maker.now + serial * 1_000, serial);
    const attempt = async (): Promise<boolean> => {
      const acknowledged = await post(`${this.pushDoor()}${callbackPath}`, body);
      if (!acknowledged) this.unacknowledged += 1;
      return acknowledged;
    };
    const taken = await until(attempt, Boolean, this.settings.outageMs + SETTLE_MS);
    if (!taken) throw new Error(`the push of ${number} was never acknowledged`);
  }

  /** Waits until all that was offered has been worked off, or no more comes. */
  async settle(): Promise<void> {
    const facts = new Set(this.entries().flatMap((each) => each.facts.map((fact) => `${each.key} ${fact}`)));
    const wanted = facts.size - this.held;
    await until(() => this.isSettled(wanted).catch(() => false), Boolean, SETTLE_MS);
  }

  /** Asks for the documents last, and only when they can be complete: reading them takes from what is measured. */
  private async isSettled(wanted: number): Promise<boolean> {
    const [waiting] = await query<{ rows: string }>(
      this.url,
      `SELECT (SELECT count(*) FROM outbox) + (SELECT count(*) FROM ingress WHERE state = 'new') AS rows`,
    );
    if (Number(waiting?.rows) > 0) return false;
    const [tracking] = await query<{ rows: string }>(
      this.url,
      `SELECT count(DISTINCT waybill_id) + count(occurred_at) AS rows
         FROM waybill LEFT JOIN scan USING (tenant_id, waybill_id) WHERE number LIKE $1`,
      [`${this.maker.prefix}%`],
    );
    if (Number(tracking?.rows) < wanted) return false;
    const [kept, told] = await this.kept();
    return kept.length >= wanted && told.length >= wanted;
  }

  private kept(): Promise<[Kept[], Kept[]]> {
    const { prefix } = this.maker;
    return Promise.all([
      keptByTracking(this.url, prefix),
      keptByCases(this.stack.databaseUrl('gateway'), prefix),
    ]);
  }

  entries(): readonly Entry[] {
    return this.books.inputs.read().filter(({ key }) => key.startsWith(this.maker.prefix));
  }

  async audit(): Promise<Findings> {
    const { brokers, topicPrefix } = this.stack.addresses();
    const [tracking, cases] = await this.kept();
    const messages = await waybillMessages(brokers, topicPrefix);
    const offered = this.entries();
    const findings = audit({
      offered,
      kept: { tracking, cases },
      messages: messages.filter(({ key }) => key.startsWith(this.maker.prefix)),
    });
    const onTopic = await orderEventIds(brokers, topicPrefix);
    const missing = offered.filter(({ door, input }) => door === 'orders' && !onTopic.has(input));
    return { ...findings, lost: [...findings.lost, ...missing.map(({ key }) => `order topic: ${key}`)] };
  }
}

async function post(url: string, body: string): Promise<boolean> {
  const headers = { 'content-type': 'application/x-www-form-urlencoded;charset=utf-8' };
  try {
    const answer = await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(20_000) });
    const text = await answer.text();
    return answer.ok && /"Success"\s*:\s*(true|"true")/.test(text);
  } catch {
    return false; // nobody there: a carrier tries again
  }
}

/** Anything told of a parcel that neither a ledger of ours nor the simulators' knows. */
export async function strangers(stack: FaultStack, ledger: Ledger): Promise<readonly string[]> {
  const { brokers, topicPrefix, simulatorsUrl } = stack.addresses();
  const known = new Set(ledger.read().map(({ key }) => key));
  const simulators = new Door(simulatorsUrl);
  for await (const { number } of ledgerOf<{ number: string }>(simulators, 'parcels')) known.add(number);
  // What was received long ago is no parcel any more, and still a number of its order.
  for await (const { parcels } of ledgerOf<{ parcels: { number: string }[] }>(simulators, 'orders'))
    for (const { number } of parcels) known.add(number);
  const kept = await keptByTracking(stack.databaseUrl('tracking'), '');
  const told = await waybillMessages(brokers, topicPrefix);
  return [...new Set([...kept, ...told].map(({ key }) => key))].filter((key) => !known.has(key));
}

export async function connectProducer(stack: FaultStack): Promise<Producer> {
  const producer = client(stack.addresses().brokers).producer({ allowAutoTopicCreation: false });
  await producer.connect();
  return producer;
}
