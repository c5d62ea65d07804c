import { createHash } from 'node:crypto';
import { OrderShipped, type EventEnvelope, type OrderShippedData } from '@cartrail/contracts';

const HOUR_MS = 3_600_000;
/** 2026-11-20, about when the first of our ids were made. */
const ID_EPOCH_MS = 1_795_132_800_000;

/** One parcel of the run: everything about it follows from the seed. */
export interface Parcel {
  readonly number: string;
  readonly orderId: string;
  readonly partitionKey: string;
  readonly shippedAt: number;
}

export interface Node {
  readonly at: number;
  readonly code: string;
  readonly text: string;
}

export interface Maker {
  readonly tenantId: string;
  readonly seed: number;
  /** Distinguishes the parcels of one case from those of the others. */
  readonly prefix: string;
  readonly now: number;
}

export function parcelsOf(maker: Maker, count: number): readonly Parcel[] {
  return Array.from({ length: count }, (_, index) => {
    const number = `${maker.prefix}${String(index + 1).padStart(6, '0')}`;
    const orderId = idFrom(`${maker.seed} order ${number}`);
    const partitionKey = `${maker.tenantId}:${orderId}`;
    return { number, orderId, partitionKey, shippedAt: Math.floor(maker.now / 1_000) * 1_000 - 12 * HOUR_MS };
  });
}

/** A shipment as order-sync would tell it. */
export function shipped(
  maker: Maker,
  parcel: Parcel,
  sequence = 1,
  replaces?: string,
): EventEnvelope<OrderShippedData> {
  const { orderId, number } = parcel;
  const at = new Date(parcel.shippedAt).toISOString();
  const id = idFrom(`${maker.seed} event ${number} ${sequence}`);
  return {
    specversion: '1.0',
    id,
    source: `/${maker.tenantId}/order-sync/order/${orderId}`,
    type: OrderShipped.type,
    time: at,
    recordedtime: at,
    datacontenttype: 'application/json',
    dataschema: OrderShipped.schemaId,
    partitionkey: parcel.partitionKey,
    sequence: String(sequence).padStart(20, '0'),
    tenantid: maker.tenantId,
    correlationid: id,
    causationid: id,
    data: {
      orderId,
      shopId: idFrom(`${maker.seed} shop`),
      parcelId: idFrom(`${maker.seed} parcel ${number}`),
      number,
      carrier: 'YTO',
      platformCarrierCode: 'yuantong',
      phoneTail: '5678',
      lines: [{ lineId: `${orderId}/1`, quantity: 1 }],
      shippedAt: at,
      fromRegion: '330100',
      toRegion: '440106',
      ...(replaces === undefined ? {} : { replaces: { number: replaces, carrier: 'YTO' } }),
    },
  };
}

const story = [
  ['1', '【杭州市】已揽收'],
  ['2', '【杭州市】已发往广州'],
  ['201', '【广州市】到达派件城市'],
  ['202', '【广州市】派件中'],
  ['301', '【广州市】已签收'],
] as const;

/** The first nodes of a parcel's way; the gaps between them follow from the number. */
export function nodesOf({ number, shippedAt }: Parcel, count: number): readonly Node[] {
  const step = createHash('sha1').update(number).digest().readUInt16BE(0) % 3_600;
  return story.slice(0, count).map(([code, text], index) => ({
    at: shippedAt + (index + 1) * 2 * HOUR_MS + step * 1_000,
    code,
    text,
  }));
}

export const registeredFact = 'registered';
export const scanFact = (at: number | string | Date, code: string, text: string): string =>
  `scan ${new Date(at).toISOString()} ${code} ${text}`;

/** KDNiao's push 102, signed with the account's key. */
export function pushBody(number: string, nodes: readonly Node[], pushedAt: number, serial: number): string {
  const data = JSON.stringify({
    EBusinessID: '1000001',
    PushTime: shanghai(pushedAt),
    Count: '1',
    Data: [
      {
        EBusinessID: '1000001',
        OrderCode: '',
        ShipperCode: 'YTO',
        LogisticCode: number,
        Success: true,
        Reason: '',
        State: '2',
        StateEx: nodes.at(-1)?.code ?? '0',
        Location: '',
        Traces: nodes.map(({ at, code, text }) => ({
          AcceptTime: shanghai(at),
          AcceptStation: text,
          Location: '',
          Action: code,
          Remark: '',
        })),
        CallBack: String(serial),
      },
    ],
  });
  const hex = createHash('md5').update(data).update('sample-kdniao-key').digest('hex');
  const sign = Buffer.from(hex, 'latin1').toString('base64');
  return new URLSearchParams({ RequestData: data, RequestType: '102', DataSign: sign }).toString();
}

const shanghai = (at: number): string =>
  new Date(at + 8 * HOUR_MS).toISOString().slice(0, 19).replace('T', ' ');

/** A UUIDv7 that the same seed makes again: order ids tell when the order came. */
export function idFrom(text: string): string {
  const digest = createHash('sha256').update(text).digest();
  const time = (ID_EPOCH_MS + (digest.readUInt32BE(28) >>> 6)).toString(16).padStart(12, '0');
  const hex = digest.toString('hex');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex.slice(0, 3)}-8${hex.slice(3, 6)}-${hex.slice(6, 18)}`;
}
