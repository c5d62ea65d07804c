import type { Instant } from '@cartrail/kernel';

export const faultNames = [
  'late',
  'duplicate',
  'reversed',
  'dropped-push',
  'bad-signature',
  'time-out',
  '500',
  '503',
  'no-answer',
  'throttled',
  'malformed',
  'huge',
  'unanswered-query',
  'lost-answer',
  'manual-only',
  'unknown-code',
] as const;
export type FaultName = (typeof faultNames)[number];

export const planNames = [
  'normal',
  'late-pickup',
  'never-picked',
  'stalls',
  'unknown-code',
  'fails-then-delivers',
  'quick',
] as const;
export type PlanName = (typeof planNames)[number];

export const carrierCodes = ['YTO', 'ZTO', 'YD', 'SF', 'JD', 'JTSD', 'STO', 'EMS', 'DBL'] as const;
export type CarrierCode = (typeof carrierCodes)[number];

export interface Shop {
  shopId: string;
  name: string;
  /** The id of its platform. */
  platform: string;
  appKey: string;
  originRegion: string;
}

export interface Token {
  shopId: string;
  access: string;
  refresh: string;
  /** Machine time, as is the next. */
  accessExpiresAt: Instant;
  refreshExpiresAt: Instant;
}

export interface Account {
  eBusinessId: string;
  apiKey: string;
  pushUrl: string | null;
  /** Whether it may choose the carrier of a courier (指定快递); absent: it may. */
  namesCarrier?: 'yes' | 'no';
  /** Some senders encode a form that is encoded already. */
  pushEncoding?: 'once' | 'twice';
}

export interface Line {
  platformLineId: string;
  productId: string;
  skuId: string;
  skuCode: string;
  title: string;
  quantity: number;
  priceFen: number;
  shipped: number;
}

export interface Receiver {
  name: string;
  phone: string;
  /** GB/T 2260 code of the city. */
  region: string;
  detail: string;
}

export interface Anchor {
  anchorId: string;
  name: string;
  roomId: string;
}

export interface OrderParcel {
  parcelId: string;
  number: string;
  carrier: CarrierCode;
  lines: { platformLineId: string; quantity: number }[];
  shippedAt: Instant;
  replaces: string | null;
  replacedBy: string | null;
}

/** The world's own numbers, which are Douyin's (`orderWord` has them in words): 1 unpaid, 2 to be shipped, 101 partly shipped, 3 shipped, 4 cancelled, 5 finished. */
export type OrderStatus = 1 | 2 | 101 | 3 | 4 | 5;

export interface Order {
  seq: number;
  id: string;
  ref: string | null;
  shopId: string;
  status: OrderStatus;
  createdAt: Instant;
  paidAt: Instant | null;
  shippedAt: Instant | null;
  finishedAt: Instant | null;
  cancelledAt: Instant | null;
  updatedAt: Instant;
  lines: Line[];
  anchor: Anchor | null;
  receiver: Receiver;
  /** The platform's pseudonym of the buyer. */
  buyer: string;
  originRegion: string;
  faults: FaultName[];
  parcels: OrderParcel[];
  /** When the live flow ships it. */
  shipAt?: Instant;
  /** Its buyer asks for a return once everything has arrived. */
  willReturn?: boolean;
}

export interface Scan {
  at: Instant;
  /** When the aggregator gets to know it: later than `at` under the fault `late`. */
  visibleAt: Instant;
  code: string;
  text: string;
  location: string;
}

export interface Parcel {
  seq: number;
  number: string;
  carrier: CarrierCode;
  plan: PlanName;
  faults: FaultName[];
  orderIds: string[];
  receiverTail: string;
  virtualTail: string;
  /** Of a parcel on its way back: the sender may ask for it too. */
  senderTail?: string;
  fromRegion: string;
  toRegion: string;
  shippedAt: Instant;
  voidedAt: Instant | null;
  replacedBy: string | null;
  /** When its carrier was asked to send it back, and will. */
  turnedBackAt?: Instant;
  scans: Scan[];
  /** How many scans, in order of `visibleAt`, have been turned into pushes. */
  pushed: number;
}

export interface Subscription {
  eBusinessId: string;
  number: string;
  carrier: string;
  tail: string;
  orderCode: string;
  callback: string;
  requestType: '1008' | '8008';
}

export interface Push {
  id: string;
  /** The id of a platform or vendor. */
  provider: string;
  /** The app key, or the account at the vendor: decides where it goes. */
  sender: string;
  /** Given with the request that asked for it, where the vendor has no setting for it. */
  url?: string;
  /** Pushes of one key go out one after the other. */
  key: string;
  contentType: string;
  headers: Record<string, string>;
  body: string;
  attempts: number;
  /** Machine time of the next attempt. */
  nextAt: Instant;
  /** Not before this simulated time. */
  dueSim: Instant;
  /** Held so that the next one of the same key overtakes it. */
  swap: boolean;
  forged: boolean;
  about: PushAbout;
}

/** What a push tells about; faults look here for their targets. */
export interface PushAbout {
  shopId?: string;
  orderId?: string;
  afterSaleId?: string;
  number?: string;
  taskId?: string;
  reference?: string;
  phone?: string;
  tag?: string;
  msgId?: string;
  scans?: number;
  status?: string | number;
}

export interface FaultEntry {
  target: string;
  name: FaultName;
  left: number | null;
  /** Befalls this share of what it could befall, 0 to 1; all of it where absent. */
  share?: number;
  /** What it could have befallen so far: the draw depends on it and the target alone. */
  drawn?: number;
  /** Until this moment of the machine's clock. */
  until?: Instant;
  /** Given when the order or parcel was made; stays when the others are removed. */
  own: boolean;
}

export type ReceiverBehaviour = 'ok' | '500' | 'slow' | 'dead' | '410';
export interface ReceiverSetting {
  name: string;
  secret: string | null;
  behave: ReceiverBehaviour;
  slowMs: number;
}

export type RobotBehaviour = 'ok' | '500' | 'slow' | 'dead' | 'limited';
export interface RobotSetting {
  name: string;
  behave: RobotBehaviour;
  slowMs: number;
}

export interface FlowSetting {
  running: boolean;
  perMinute: number;
  shopId: string;
  created: number;
}
