import { DAY, HOUR, type Clock, type Instant } from '@cartrail/kernel';
import { notFound, wrongState } from '../control/problem.js';
import type { Faults } from '../delivery/faults.js';
import type { Parcels } from '../parcels/parcels.js';
import type { OrderEvent } from '../platforms/platform.js';
import type { Platforms } from '../platforms/platforms.js';
import { seeded, wholeBetween } from '../state/seeded.js';
import type {
  Anchor,
  CarrierCode,
  FaultName,
  Order,
  OrderParcel,
  PlanName,
  Receiver,
} from '../state/model.js';
import type { State } from '../state/state.js';
import { anchors, skus } from './catalogue.js';
import { buyerFor, receiverFor } from './receiver.js';
import { partition, type PartRequest } from './partition.js';

export interface NewLine {
  skuCode: string;
  quantity: number;
  priceFen: number;
  title?: string;
}

export interface NewOrder {
  ref?: string;
  lines: NewLine[];
  anchor?: (Omit<Anchor, 'roomId'> & { roomId?: string }) | null;
  address?: Partial<Receiver>;
  buyer?: string;
  faults?: FaultName[];
  pay?: boolean;
}

export interface NewParcel extends PartRequest {
  carrier?: CarrierCode;
  plan?: PlanName;
  faults?: FaultName[];
  number?: string;
}

const FINISH_AFTER = 10 * DAY;
/** Of orders of the past. */
const SHIPPED_AFTER = 2 * HOUR;
const RECEIVED_AFTER = 6 * HOUR;

/** Orders at every platform: what a merchant or buyer may do with one, and in which state. */
export class Orders {
  constructor(
    private readonly state: State,
    private readonly clock: Clock,
    private readonly parcels: Parcels,
    private readonly platforms: Platforms,
    private readonly faults: Faults,
  ) {}

  get(id: string): Order {
    const order = this.state.orders.get(id);
    if (!order) throw notFound(`no order ${id}`);
    return order;
  }

  create(shopId: string, wanted: NewOrder): Order {
    const order = this.made(shopId, wanted, this.clock.now());
    this.faults.own(order.id, order.faults);
    this.changed(order, 'created');
    if (wanted.pay !== false) this.pay(order);
    return order;
  }

  /** One of the past that was shipped and received within hours, and that nobody is told about. */
  received(shopId: string, wanted: NewOrder, createdAt: Instant): Order {
    const order = this.made(shopId, wanted, createdAt);
    const [shippedAt, finishedAt] = [createdAt + SHIPPED_AFTER, createdAt + RECEIVED_AFTER];
    const lines = order.lines.map(({ platformLineId, quantity }) => ({ platformLineId, quantity }));
    for (const line of order.lines) line.shipped = line.quantity;
    const number = `YT${this.state.nextId().slice(-13)}`;
    const link = { parcelId: this.state.nextId(), number, carrier: 'YTO', lines, shippedAt } as const;
    order.parcels.push({ ...link, replaces: null, replacedBy: null });
    const times = { paidAt: createdAt, shippedAt, finishedAt, updatedAt: finishedAt };
    Object.assign(order, { status: 5, ...times } satisfies Partial<Order>);
    this.state.touch(order);
    return order;
  }

  private made(shopId: string, wanted: NewOrder, at: Instant): Order {
    const shop = this.state.shops.get(shopId);
    if (!shop) throw notFound(`no shop ${shopId}`);
    const id = this.platforms.newOrderId(shopId);
    const order: Order = {
      seq: 0,
      id,
      ref: wanted.ref ?? null,
      shopId,
      status: 1,
      ...{
        createdAt: at,
        updatedAt: at,
        paidAt: null,
        shippedAt: null,
        finishedAt: null,
        cancelledAt: null,
      },
      lines: wanted.lines.map((line) => this.line(line)),
      anchor: anchorOf(id, wanted.anchor),
      receiver: receiverFor(id, wanted.address),
      buyer: wanted.buyer ?? buyerFor(id),
      originRegion: shop.originRegion,
      faults: wanted.faults ?? [],
      parcels: [],
    };
    this.state.orders.set(id, order);
    return order;
  }

  pay(order: Order): void {
    if (order.status !== 1) throw wrongState(`order ${order.id} is not waiting for payment`);
    order.status = 2;
    order.paidAt = this.clock.now();
    this.changed(order, 'paid');
  }

  ship(order: Order, wanted: readonly NewParcel[]): OrderParcel[] {
    if (order.status !== 2 && order.status !== 101)
      throw wrongState(`order ${order.id} cannot be shipped now`);
    const made = partition(order, wanted).map(({ part, lines }) => {
      const parcel = this.parcels.ship(order, part);
      for (const line of order.lines) {
        line.shipped += lines.find((one) => one.platformLineId === line.platformLineId)?.quantity ?? 0;
      }
      const { number, carrier } = parcel;
      const link = { parcelId: this.state.nextId(), number, carrier, lines, shippedAt: this.clock.now() };
      const entry: OrderParcel = { ...link, replaces: null, replacedBy: null };
      order.parcels.push(entry);
      return entry;
    });
    const whole = order.lines.every((line) => line.shipped >= line.quantity);
    order.status = whole ? 3 : 101;
    if (whole) order.shippedAt = this.clock.now();
    this.changed(order, whole ? 'shipped' : 'partlyShipped', made.at(-1));
    return made;
  }

  changeAddress(order: Order, address: Partial<Receiver>): void {
    if (order.status !== 1 && order.status !== 2) throw wrongState(`order ${order.id} is on its way`);
    order.receiver = { ...order.receiver, ...address };
    this.changed(order, 'addressChanged');
  }

  replaceNumber(order: Order, old: string, wanted: NewParcel): OrderParcel {
    const before = order.parcels.find((one) => one.number === old && one.replacedBy === null);
    if (!before) throw notFound(`order ${order.id} has no parcel ${old}`);
    if (order.status !== 3 && order.status !== 101) throw wrongState(`order ${order.id} is not shipped`);
    const parcel = this.parcels.ship(order, { carrier: before.carrier, ...wanted });
    this.parcels.void(old, parcel.number);
    before.replacedBy = parcel.number;
    const { number, carrier } = parcel;
    const entry = {
      ...before,
      number,
      carrier,
      shippedAt: this.clock.now(),
      replaces: old,
      replacedBy: null,
    };
    order.parcels.push(entry);
    this.changed(order, 'numberReplaced', entry);
    return entry;
  }

  cancel(order: Order): void {
    if (order.status !== 1 && order.status !== 2) throw wrongState(`order ${order.id} is shipped or over`);
    order.status = 4;
    order.cancelledAt = this.clock.now();
    this.changed(order, 'cancelled');
  }

  finish(order: Order): void {
    if (order.status !== 3) throw wrongState(`order ${order.id} is not shipped`);
    order.status = 5;
    order.finishedAt = this.clock.now();
    this.changed(order, 'finished');
  }

  /** The platform confirms receipt by itself some days after the last parcel arrived. */
  finishOverdue(): void {
    const limit = this.clock.now() - FINISH_AFTER;
    for (const order of this.state.orders.values()) {
      if (order.status !== 3 || (order.shippedAt ?? limit) >= limit) continue;
      const ends = order.parcels.map((one) => (one.replacedBy === null ? this.parcels.endOf(one.number) : 0));
      if (Math.max(...ends) < limit) this.finish(order);
    }
  }

  private changed(order: Order, what: OrderEvent, parcel?: OrderParcel): void {
    order.updatedAt = this.clock.now();
    this.state.touch(order);
    this.platforms.order(what, order, parcel);
  }

  private line(line: NewLine): Order['lines'][number] {
    const known = skus.find((sku) => sku.skuCode === line.skuCode);
    const random = seeded(`product ${line.skuCode}`);
    const base = 3_600_000_000_000_000_000n + BigInt(wholeBetween(random, 1, 999_999_999));
    return {
      platformLineId: this.state.nextId(),
      productId: base.toString(),
      skuId: (base - 1_900_000_000_000_000_000n).toString(),
      skuCode: line.skuCode,
      title: line.title ?? known?.title ?? line.skuCode,
      quantity: line.quantity,
      priceFen: line.priceFen,
      shipped: 0,
    };
  }
}

function anchorOf(id: string, wanted: NewOrder['anchor']): Anchor | null {
  if (wanted === null) return null;
  if (wanted === undefined) {
    const number = BigInt(id.replace(/\D/g, '') || '0');
    return anchors[Number(number % BigInt(anchors.length))] ?? anchors[0];
  }
  return { anchorId: wanted.anchorId, name: wanted.name, roomId: wanted.roomId ?? '0' };
}
