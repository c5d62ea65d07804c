import {
  AfterSaleRequested,
  OrderClosed,
  OrderImported,
  OrderShipped,
  topics,
  type EventEnvelope,
} from '@cartrail/contracts';
import type { Door } from '../../doors/http.js';
import { ledgerOf } from '../../doors/simulators.js';
import type { Evidence, Kept, Message, Offered } from '../audit.js';
import { query, readTopic } from '../evidence.js';
import type { FaultStack } from '../fault-stack.js';

/** An order as the simulated platform has it in its ledger. */
export interface Sold {
  readonly seq: number;
  readonly platformOrderId: string;
  readonly shopId: string;
  readonly payAmountFen: number;
  readonly finishedAt: string | null;
  readonly cancelledAt: string | null;
  readonly parcels: readonly { readonly number: string }[];
  readonly afterSales: readonly string[];
}

const importedFact = (fen: number | string): string => `imported ${fen}`;
const shippedFact = (number: string): string => `shipped ${number}`;
const askedFact = (afterSaleId: string): string => `asked ${afterSaleId}`;
const CLOSED = 'closed';

/** Everything the platform's ledger holds of one shop. */
export async function soldBy(simulators: Door, vendorShopId: string): Promise<readonly Sold[]> {
  const sold: Sold[] = [];
  for await (const order of ledgerOf<Sold>(simulators, 'orders'))
    if (order.shopId === vendorShopId) sold.push(order);
  return sold;
}

/** What must come of them, each order's last change included: an order without it is stale, and counts as lost. */
export const offeredBy = (sold: readonly Sold[]): readonly Offered[] =>
  sold.map(({ platformOrderId: key, payAmountFen, parcels, finishedAt, cancelledAt, afterSales }) => ({
    key,
    facts: [
      importedFact(payAmountFen),
      ...parcels.map(({ number }) => shippedFact(number)),
      ...(finishedAt === null && cancelledAt === null ? [] : [CLOSED]),
      ...afterSales.map(askedFact),
    ],
  }));

/** What order-sync's tables hold of the shop. */
export async function keptByOrderSync(url: string, vendorShopId: string): Promise<Kept[]> {
  const ofShop = 'JOIN shop s ON s.tenant_id = o.tenant_id AND s.id = o.shop_id WHERE s.vendor_shop_id = $1';
  const orders = await query<{ key: string; fen: string; closed: boolean }>(
    url,
    `SELECT o.platform_order_id AS key, o.pay_amount_fen AS fen, o.closed_at IS NOT NULL AS closed
       FROM orders o ${ofShop}`,
    [vendorShopId],
  );
  const parcels = await query<{ key: string; number: string }>(
    url,
    `SELECT o.platform_order_id AS key, p.number
       FROM orders o JOIN order_parcel p ON p.tenant_id = o.tenant_id AND p.order_id = o.id ${ofShop}`,
    [vendorShopId],
  );
  const cases = await query<{ key: string; id: string }>(
    url,
    `SELECT o.platform_order_id AS key, o.platform_after_sale_id AS id FROM after_sale o ${ofShop}`,
    [vendorShopId],
  );
  return [
    ...orders.map(({ key, fen }) => ({ key, fact: importedFact(fen) })),
    ...orders.filter(({ closed }) => closed).map(({ key }) => ({ key, fact: CLOSED })),
    ...parcels.map(({ key, number }) => ({ key, fact: shippedFact(number) })),
    ...cases.map(({ key, id }) => ({ key, fact: askedFact(id) })),
  ];
}

interface Doc {
  readonly order?: {
    readonly platformOrderId: string;
    readonly payAmountFen: number;
    readonly closedAt?: string;
  };
  readonly parcels: readonly { readonly number: string; readonly shippedAt?: string }[];
  readonly afterSales: readonly { readonly platformAfterSaleId: string }[];
}

/** What the gateway's cases tell of the shop, by its id here. */
export async function keptByCases(url: string, shopId: string): Promise<Kept[]> {
  const rows = await query<{ doc: string }>(url, 'SELECT doc FROM case_view WHERE shop_id = $1', [shopId]);
  return rows.flatMap(({ doc }) => {
    const { order, parcels, afterSales } = JSON.parse(doc) as Doc;
    if (order === undefined) return [];
    const key = order.platformOrderId;
    return [
      { key, fact: importedFact(order.payAmountFen) },
      ...(order.closedAt === undefined ? [] : [{ key, fact: CLOSED }]),
      ...parcels
        .filter(({ shippedAt }) => shippedAt !== undefined)
        .map(({ number }) => ({ key, fact: shippedFact(number) })),
      ...afterSales.map(({ platformAfterSaleId }) => ({ key, fact: askedFact(platformAfterSaleId) })),
    ];
  });
}

type Told = EventEnvelope<{
  readonly orderId: string;
  readonly shopId?: string;
  readonly platformOrderId?: string;
  readonly payAmountFen?: number;
  readonly number?: string;
  readonly platformAfterSaleId?: string;
}>;

/** Another case may have put what is no event on the topic. */
function readTold(value: string): Told[] {
  try {
    const read = JSON.parse(value) as Partial<Told> | null;
    return read?.data ? [read as Told] : [];
  } catch {
    return [];
  }
}

/** Every event about the shop's orders and cases, in the order of its partition. */
export async function toldOf(stack: FaultStack, shopId: string): Promise<Message[]> {
  const { brokers, topicPrefix } = stack.addresses();
  const [orders, cases] = await Promise.all(
    [topics.orderEvents, topics.afterSaleEvents].map(({ name }) => readTopic(brokers, topicPrefix + name)),
  );
  const told = [...(orders ?? []), ...(cases ?? [])].flatMap(readTold);
  const keys = new Map(
    told.flatMap(({ type, data }) =>
      type === OrderImported.type && data.shopId === shopId
        ? [[data.orderId, data.platformOrderId ?? ''] as const]
        : [],
    ),
  );
  return told.flatMap((event) => {
    const { id, source, data } = event;
    const key = keys.get(data.orderId);
    if (key === undefined) return [];
    return [{ id, source, sequence: Number(event.sequence), key, fact: factOf(event) }];
  });
}

function factOf({ type, data }: Told): string | undefined {
  switch (type) {
    case OrderImported.type:
      return importedFact(data.payAmountFen ?? 0);
    case OrderShipped.type:
      return shippedFact(data.number ?? '');
    case OrderClosed.type:
      return CLOSED;
    case AfterSaleRequested.type:
      return askedFact(data.platformAfterSaleId ?? '');
    default:
      return undefined;
  }
}

export async function syncEvidence(
  stack: FaultStack,
  simulators: Door,
  shop: { readonly vendorShopId: string; readonly shopId: string },
): Promise<Evidence> {
  const [sold, orderSync, cases, messages] = await Promise.all([
    soldBy(simulators, shop.vendorShopId),
    keptByOrderSync(stack.databaseUrl('order-sync'), shop.vendorShopId),
    keptByCases(stack.databaseUrl('gateway'), shop.shopId),
    toldOf(stack, shop.shopId),
  ]);
  return { offered: offeredBy(sold), kept: { 'order-sync': orderSync, cases }, messages };
}
