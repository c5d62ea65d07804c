import { caseReasons } from '../after-sale.state.js';

/** What a field of ours holds, and how a value has to be made for it. */
export type TargetKind = 'text' | 'time' | 'fen' | 'count' | 'flag' | 'carrier' | 'word';

export interface Target {
  readonly name: string;
  readonly kind: TargetKind;
  readonly required?: true;
  readonly words?: readonly string[];
  /** Of a person: previews show it masked. */
  readonly personal?: true;
  readonly about: string;
}

const orderWords = [
  'created',
  'paid',
  'awaiting_shipment',
  'partly_shipped',
  'shipped',
  'finished',
  'cancelled',
  'refunded',
] as const;
export type OrderWord = (typeof orderWords)[number];

const caseWords = [
  'requested',
  'awaiting_return',
  'return_shipped',
  'refunding',
  'succeeded',
  'refunded',
  'rejected',
  'in_dispute',
  'refund_failed',
  'reship',
  'completed',
  'cancelled',
  'closed',
] as const;
export type CaseWord = (typeof caseWords)[number];

const caseKinds = [
  'return_refund',
  'refund_only_shipped',
  'refund_only_unshipped',
  'exchange',
  'resend',
  'repair',
  'price_protection',
] as const;

const of = (kind: TargetKind, name: string, about: string, more: Partial<Target> = {}): Target => ({
  name,
  kind,
  about,
  ...more,
});
const required = { required: true } as const;
const personal = { personal: true } as const;

/** The fields a document may fill, by the part of it that fills them. */
export const targets = {
  order: [
    of('text', 'orderId', 'the order’s own id: the key', required),
    of('time', 'updatedAt', 'when it last changed: the version', required),
    of('word', 'status', 'where the order is', { ...required, words: orderWords }),
    of('fen', 'payAmountFen', 'what the buyer pays, freight included', required),
    of('fen', 'orderAmountFen', 'before discounts; else the same as paid'),
    of('fen', 'postAmountFen', 'freight; else 0'),
    of('time', 'createdAt', 'when it was placed; else updatedAt'),
    of('time', 'paidAt', 'when it was paid'),
    of('time', 'promisedShipAt', 'until when it has to leave'),
    of('time', 'closedAt', 'when it ended; else updatedAt'),
    of('text', 'buyerId', 'the source’s name of the buyer; only an index of it is kept', personal),
    of('text', 'warehouseId', 'where it leaves from'),
    of('text', 'anchorId', 'the host who sold it'),
    of('text', 'anchorName', 'the host’s name'),
    of('text', 'liveRoomId', 'the live room it was sold in'),
    of('text', 'receiverName', 'in the clear; kept sealed', personal),
    of('text', 'receiverPhone', 'in the clear; kept sealed', personal),
    of('text', 'receiverAddress', 'what follows the district, in the clear; kept sealed', personal),
    of('text', 'receiverNameMask', 'as it may be shown; else made of the name'),
    of('text', 'receiverPhoneMask', 'as it may be shown; else made of the phone'),
    of('text', 'receiverAddressMask', 'as it may be shown; else made of the address'),
    of('text', 'province', 'by name'),
    of('text', 'city', 'by name'),
    of('text', 'district', 'by name'),
  ],
  orderLine: [
    of('text', 'lineId', 'the line’s own id; else the order’s id and the article'),
    of('text', 'skuId', 'the article', required),
    of('text', 'productId', 'the product the article belongs to; else the article'),
    of('text', 'merchantSkuCode', 'the merchant’s own code of the article'),
    of('text', 'title', 'as the buyer reads it'),
    of('count', 'quantity', 'how many', required),
    of('fen', 'amountFen', 'before discounts, all of the quantity', required),
    of(
      'fen',
      'payAmountFen',
      'after discounts; else the order’s payment without freight, shared out by amount',
    ),
    of('flag', 'gift', 'given free with another'),
  ],
  parcel: [
    of('text', 'number', 'of the waybill; a row without one is no parcel yet'),
    of('carrier', 'carrier', 'who carries it'),
    of('text', 'parcelId', 'the source’s own id of the parcel'),
    of('time', 'shippedAt', 'when it left; else updatedAt'),
  ],
  parcelLine: [
    of('text', 'lineId', 'as the order’s line has it', required),
    of('count', 'quantity', 'how many of it', required),
  ],
  afterSale: [
    of('text', 'afterSaleId', 'the case’s own id: the key', required),
    of('text', 'orderId', 'the order it is about', required),
    of('time', 'updatedAt', 'when it last changed: the version', required),
    of('word', 'type', 'what the buyer wants', { ...required, words: caseKinds }),
    of('word', 'status', 'where the case is', { ...required, words: caseWords }),
    of('fen', 'refundAmountFen', 'what would be refunded, freight included', required),
    of('fen', 'refundPostFen', 'freight of it; else 0'),
    of('fen', 'refundedFen', 'what was refunded'),
    of('word', 'reason', 'why', { words: caseReasons }),
    of('text', 'reasonCode', 'the source’s own code of the reason'),
    of('time', 'statusDeadline', 'until when whoever must act has to'),
    of('time', 'appliedAt', 'when it was asked for; else updatedAt'),
    of('flag', 'goodsBack', 'the source shows that the goods are back'),
    of('text', 'version', 'what the source wants to hear again with an action'),
    of('text', 'returnNumber', 'of the waybill the goods come back with'),
    of('carrier', 'returnCarrier', 'who brings them back'),
    of('time', 'returnShippedAt', 'when they were sent back; else updatedAt'),
  ],
  afterSaleLine: [
    of('text', 'lineId', 'as the order’s line has it', required),
    of('count', 'quantity', 'how many of it come back', required),
  ],
} as const satisfies Readonly<Record<string, readonly Target[]>>;

export type TargetGroup = keyof typeof targets;
export const targetsOf = (group: TargetGroup): readonly Target[] => targets[group];
