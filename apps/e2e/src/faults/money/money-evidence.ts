import {
  PickupBooked,
  RefundDue,
  RefundSucceeded,
  ReturnRefunded,
  topics,
  type EventEnvelope,
} from '@cartrail/contracts';
import { Door } from '../../doors/http.js';
import type { BookingTruth, CaseTruth } from '../../journey/returns/truths.js';
import type { Message } from '../audit.js';
import { query, readTopic } from '../evidence.js';
import type { FaultStack } from '../fault-stack.js';
import type { MoneyEvidence, Moved } from './money-audit.js';
import type { Owed } from './money-ledger.js';

interface Told {
  readonly orderId: string;
  readonly amountFen?: number;
}
type ToldEvent = EventEnvelope<Told>;

/** Everything anybody says about the money of one case's returns, and of returns no case knows. */
export async function moneyEvidence(
  stack: FaultStack,
  caseId: string,
  ledger: readonly Owed[],
): Promise<MoneyEvidence> {
  const others = new Set(ledger.filter((each) => each.caseId !== caseId).map(({ key }) => key));
  const ours = <T extends { readonly key: string }>(rows: readonly T[]): T[] =>
    rows.filter(({ key }) => !others.has(key));
  const world = await simulated(stack, ledger);
  const told = await toldEvents(stack);
  const kept = await keptRefunds(stack);
  const amounts = (type: string): Moved[] =>
    ours(
      distinct(told).flatMap(({ key, event }) =>
        event.type === type ? [{ key, fen: event.data.amountFen ?? -1 }] : [],
      ),
    );
  return {
    owed: ledger.filter((each) => each.caseId === caseId),
    refunds: {
      platform: ours(world.refunds),
      RefundDue: amounts(RefundDue.type),
      RefundSucceeded: amounts(RefundSucceeded.type),
      ReturnRefunded: amounts(ReturnRefunded.type),
      'order-sync': ours(kept.orderSync),
      returns: ours(kept.returns),
    },
    bookings: {
      provider: ours(world.bookings).map(({ key }) => key),
      PickupBooked: amounts(PickupBooked.type).map(({ key }) => key),
    },
    reports: ours(world.reports),
    asked: ours(world.asked),
    messages: ours(told.map(({ key, event }) => ({ ...toMessage(event), key }))),
  };
}

/** What really happened, by the simulators' own books. */
async function simulated(stack: FaultStack, ledger: readonly Owed[]) {
  const byPhone = new Map(ledger.map(({ phone, key }) => [phone, key]));
  const keyOf = (phone: string): string => byPhone.get(phone) ?? `phone ${phone}`;
  const { simulatorsUrl } = stack.addresses();
  const cases = await booksOf<CaseTruth>(simulatorsUrl, 'after-sales');
  const bookings = await booksOf<BookingTruth>(simulatorsUrl, 'bookings');
  const requests = await booksOf<Request>(simulatorsUrl, 'requests');
  return {
    refunds: cases.flatMap(({ platformOrderId, refunds }) =>
      refunds.map(({ amountFen }) => ({ key: platformOrderId, fen: amountFen })),
    ),
    reports: cases.flatMap(({ platformOrderId, reports }) =>
      reports.map(({ opTime, trackingNo }) => ({ key: platformOrderId, says: `${trackingNo} at ${opTime}` })),
    ),
    bookings: bookings.map(({ senderPhone }) => ({ key: keyOf(senderPhone) })),
    asked: requests
      .filter(({ method }) => method === 'bOrder')
      .map(({ phone = '', reference = '' }) => ({ key: keyOf(phone), reference })),
  };
}

interface Request {
  readonly method?: string;
  readonly phone?: string;
  readonly reference?: string;
}

export async function booksOf<T>(simulatorsUrl: string, kind: string): Promise<T[]> {
  const door = new Door(simulatorsUrl);
  const found: T[] = [];
  for (let since = 0, more = true; more;) {
    const path = `/control/ledger?kind=${kind}&limit=5000&since=${since}`;
    const page = await door.get<{ items: T[]; nextSince: number; more: boolean }>(path);
    found.push(...page.items);
    since = page.nextSince;
    more = page.more && page.items.length > 0;
  }
  return found;
}

interface Keyed {
  readonly key: string;
  readonly event: ToldEvent;
}

/** Every event about returns, pickups and refunds, under the platform's id of its order. */
async function toldEvents(stack: FaultStack): Promise<Keyed[]> {
  const { brokers, topicPrefix } = stack.addresses();
  const orders = await query<{ id: string; key: string }>(
    stack.databaseUrl('order-sync'),
    'SELECT id, platform_order_id AS key FROM orders',
  );
  const keys = new Map(orders.map(({ id, key }) => [id, key]));
  const told: Keyed[] = [];
  for (const { name } of [topics.returnEvents, topics.pickupEvents, topics.refundEvents]) {
    for (const value of await readTopic(brokers, topicPrefix + name)) {
      const event = JSON.parse(value) as ToldEvent;
      told.push({ event, key: keys.get(event.data.orderId) ?? `order ${event.data.orderId}` });
    }
  }
  return told;
}

function distinct(told: readonly Keyed[]): readonly Keyed[] {
  return [...new Map(told.map((each) => [each.event.id, each])).values()];
}

const toMessage = ({ id, source, sequence }: ToldEvent): Omit<Message, 'key'> => ({
  id,
  source,
  sequence: Number(sequence),
});

/** What the two databases that keep money hold. */
async function keptRefunds(stack: FaultStack): Promise<{ orderSync: Moved[]; returns: Moved[] }> {
  const refunds = await query<{ key: string; fen: string }>(
    stack.databaseUrl('order-sync'),
    `SELECT o.platform_order_id AS key, r.paid ->> 'amountFen' AS fen
       FROM refund r JOIN orders o ON o.tenant_id = r.tenant_id AND o.id = r.order_id
      WHERE r.status = 'Succeeded'`,
  );
  const returns = await query<{ doc: string }>(
    stack.databaseUrl('returns'),
    `SELECT doc FROM return_case WHERE status = 'Refunded'`,
  );
  return {
    orderSync: refunds.map(({ key, fen }) => ({ key, fen: Number(fen) })),
    returns: returns.map(({ doc }) => {
      const kept = JSON.parse(doc) as { platformOrderId: string; refund?: { amountFen: number } };
      return { key: kept.platformOrderId, fen: kept.refund?.amountFen ?? 0 };
    }),
  };
}
