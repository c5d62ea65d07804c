import { allocate } from '../allocate.js';
import type { MappingDocument } from './document.js';
import type { Evaluated, MappedLine, MappedOrder, MappedParcel, MappedReceiver } from './mapped.js';
import { Reader, type Fields } from './reader.js';
import type { Catalogue } from './steps.js';
import type { OrderWord } from './targets.js';

/** Of a carrier that is in no list. */
export const UNKNOWN = 'UNKNOWN';

type Stage = Pick<MappedOrder, 'status' | 'partial' | 'closeReason'>;

const STAGES: Readonly<Record<OrderWord, Stage>> = {
  created: { status: 'created', partial: false },
  paid: { status: 'paid', partial: false },
  awaiting_shipment: { status: 'awaiting_shipment', partial: false },
  partly_shipped: { status: 'shipped', partial: true },
  shipped: { status: 'shipped', partial: false },
  finished: { status: 'finished', partial: false, closeReason: 'finished' },
  cancelled: { status: 'closed', partial: false, closeReason: 'cancelled' },
  refunded: { status: 'closed', partial: false, closeReason: 'refunded' },
};

/** One payload as an order. Never throws, whatever the payload. */
export function evaluateOrder(
  { order, maps = {} }: MappingDocument,
  payload: unknown,
  catalogue: Catalogue,
): Evaluated<MappedOrder> {
  const reader = new Reader(payload, maps, catalogue);
  const fields = reader.whole('order', order.fields);
  const lineRows = reader.rows('orderLine', order.lines, fields.scope, 'lines');
  if (lineRows.length === 0) reader.refuse('lines', 'there is no line', [order.lines.from]);
  const parcelRows = order.parcels ? reader.rows('parcel', order.parcels, fields.scope, 'parcels') : [];
  const parcels = parcelRows.flatMap((row, index) => {
    const within = order.parcels?.lines;
    const lines = within ? reader.rows('parcelLine', within, row.scope, `parcels[${index}].lines`) : [];
    return toParcel(row, fields.number('updatedAt') ?? 0, lines.map(toPart));
  });
  for (const { carrier, company } of parcels)
    if (carrier === UNKNOWN) reader.unknown.push({ what: 'carrier', value: company });
  const status = fields.unknown('status');
  if (status !== undefined)
    reader.unknown.push({ what: 'order-status', value: fields.raw('status') ?? status });
  const rejected = reader.isRejected;
  const mapped = rejected || status !== undefined ? undefined : toOrder(fields, lineRows, parcels);
  return {
    result: rejected ? 'rejected' : reader.unknown.length > 0 ? 'unknown' : 'ok',
    key: fields.text('orderId'),
    ...(mapped && { mapped }),
    trace: reader.trace,
    unknown: reader.unknown,
    exact: reader.exact,
    consulted: [...reader.consulted],
  };
}

function toOrder(fields: Fields, rows: readonly Fields[], parcels: readonly MappedParcel[]): MappedOrder {
  const orderId = fields.text('orderId') ?? '';
  const updatedAt = fields.number('updatedAt') ?? 0;
  const payAmountFen = fields.number('payAmountFen') ?? 0;
  const postAmountFen = fields.number('postAmountFen') ?? 0;
  const stage = STAGES[fields.text('status') as OrderWord];
  return {
    orderId,
    updatedAt,
    ...stage,
    createdAt: fields.number('createdAt') ?? updatedAt,
    paidAt: fields.number('paidAt'),
    promisedShipAt: fields.number('promisedShipAt'),
    closedAt: stage.closeReason === undefined ? undefined : (fields.number('closedAt') ?? updatedAt),
    orderAmountFen: fields.number('orderAmountFen') ?? payAmountFen,
    payAmountFen,
    postAmountFen,
    buyerId: fields.text('buyerId'),
    warehouseId: fields.text('warehouseId'),
    anchorId: fields.text('anchorId'),
    anchorName: fields.text('anchorName'),
    liveRoomId: fields.text('liveRoomId'),
    receiver: toReceiver(fields),
    lines: toLines(orderId, rows, payAmountFen - postAmountFen),
    parcels,
  };
}

/** Where not every line tells what was paid for it, the order's payment is shared out by amount, fen for fen. */
function toLines(orderId: string, rows: readonly Fields[], paidFen: number): readonly MappedLine[] {
  const amounts = rows.map((row) => row.number('amountFen') ?? 0);
  const told = rows.map((row) => row.number('payAmountFen'));
  const shares = told.includes(undefined) ? allocate(Math.max(0, paidFen), amounts) : told;
  return rows.map((row, index) => {
    const skuId = row.text('skuId') ?? '';
    return {
      lineId: row.text('lineId') ?? `${orderId}/${skuId}`,
      skuId,
      productId: row.text('productId') ?? skuId,
      merchantSkuCode: row.text('merchantSkuCode'),
      title: row.text('title'),
      quantity: row.number('quantity') ?? 1,
      amountFen: amounts[index] ?? 0,
      payAmountFen: shares[index] ?? 0,
      gift: row.flag('gift') ?? false,
    };
  });
}

function toParcel(row: Fields, updatedAt: number, lines: MappedParcel['lines']): readonly MappedParcel[] {
  const number = row.text('number');
  if (number === undefined) return [];
  return [
    {
      number,
      carrier: row.text('carrier') ?? UNKNOWN,
      company: row.raw('carrier') ?? '',
      parcelId: row.text('parcelId'),
      shippedAt: row.number('shippedAt') ?? updatedAt,
      lines,
    },
  ];
}

export const toPart = (row: Fields) => ({
  lineId: row.text('lineId') ?? '',
  quantity: row.number('quantity') ?? 1,
});

function toReceiver(fields: Fields): MappedReceiver {
  return {
    name: fields.text('receiverName') ?? '',
    phone: fields.text('receiverPhone') ?? '',
    address: fields.text('receiverAddress') ?? '',
    nameMask: fields.text('receiverNameMask'),
    phoneMask: fields.text('receiverPhoneMask'),
    addressMask: fields.text('receiverAddressMask'),
    province: fields.text('province'),
    city: fields.text('city'),
    district: fields.text('district'),
  };
}
