import { fenToYuan, toIso } from '@cartrail/kernel';
import { caseWord, type CaseWord } from '../after-sales/words.js';
import { cityOf } from '../orders/cities.js';
import { orderWord, payAmount, type OrderWord } from '../orders/words.js';
import type { AfterSale } from '../state/after-sale.model.js';
import type { CarrierCode, Order } from '../state/model.js';

const stages: Readonly<Record<OrderWord, string>> = {
  created: 'OPEN',
  awaiting_shipment: 'TO_SEND',
  partly_shipped: 'PART_SENT',
  shipped: 'SENT',
  finished: 'DONE',
  closed: 'VOID',
};

const claimStages: Readonly<Record<CaseWord, string>> = {
  requested: 'NEW',
  awaiting_return: 'SEND_BACK',
  return_shipped: 'COMING_BACK',
  awaiting_reship: 'COMING_BACK',
  reshipped: 'SENT_AGAIN',
  paying_back: 'PAYING',
  refunded: 'PAID_BACK',
  completed: 'SETTLED',
  refused: 'TURNED_DOWN',
  receipt_refused: 'TURNED_DOWN',
  closed: 'DROPPED',
};

const wants = { 0: 'goods-and-money', 1: 'money', 2: 'money-unsent', 3: 'swap' } as const;

/** How the mall calls a carrier: our code, in small letters and with `x-` before it. */
export const companyOf = (carrier: CarrierCode): string => `x-${carrier.toLowerCase()}`;

export function saleView(order: Order): object {
  const { receiver } = order;
  const { province, city, district } = cityOf(receiver.region);
  return {
    ref: order.id,
    stage: stages[orderWord(order)],
    times: {
      made: toIso(order.createdAt),
      paid: order.paidAt === null ? null : toIso(order.paidAt),
      touched: toIso(order.updatedAt),
    },
    money: { currency: 'CNY', due: fenToYuan(payAmount(order)), carriage: '0.00' },
    customer: { alias: order.buyer },
    deliverTo: {
      who: receiver.name,
      tel: receiver.phone,
      where: [province, city, district, receiver.detail],
    },
    positions: order.lines.map((line) => ({
      pos: line.platformLineId,
      article: { code: line.skuCode, label: line.title, sku: line.skuId },
      pieces: line.quantity,
      sum: fenToYuan(line.priceFen * line.quantity),
    })),
    sent: order.parcels
      .filter(({ replacedBy }) => replacedBy === null)
      .map(({ parcelId, number, carrier, shippedAt, lines }) => ({
        ...{ id: parcelId, tracking: number, by: companyOf(carrier), at: toIso(shippedAt) },
        content: lines.map(({ platformLineId, quantity }) => ({ pos: platformLineId, pieces: quantity })),
      })),
  };
}

export const claimView = (one: AfterSale): object => ({
  claim: one.id,
  sale: one.orderId,
  wants: wants[one.type],
  stage: claimStages[caseWord(one)],
  disputed: one.arbitrateStatus === 1,
  why: `W${String(one.reasonCode)}`,
  money: fenToYuan(one.refundFen),
  times: { made: toIso(one.appliedAt), touched: toIso(one.updatedAt) },
  positions: one.lines.map(({ platformLineId, quantity }) => ({ pos: platformLineId, pieces: quantity })),
  back: one.parcel && {
    tracking: one.parcel.number,
    by: companyOf(one.parcel.carrier ?? 'YTO'),
    at: toIso(one.parcel.enteredAt),
  },
});
