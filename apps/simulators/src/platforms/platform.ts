import type { FastifyInstance } from 'fastify';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Outlet } from '../delivery/outlet.js';
import type { AfterSale } from '../state/after-sale.model.js';
import type { Order, OrderParcel, Shop } from '../state/model.js';
import type { AccountDesk } from '../vendors/vendor.js';

/** What became of an order. `partlyShipped` and `shipped` name the newest parcel, `numberReplaced` the new one. */
export type OrderEvent =
  | 'created'
  | 'paid'
  | 'shipped'
  | 'partlyShipped'
  | 'addressChanged'
  | 'numberReplaced'
  | 'cancelled'
  | 'finished';

/**
 * What became of an after-sale case. `returned`: the buyer has told the number of his parcel. `refundAgreed`: the money
 * is on its way, `refunded`: it has arrived. `amended`: the buyer asks for something else, the merchant is to agree anew.
 * Of an exchange only: `received`, `reshipped` (what was asked for is on its way), `completed` (the buyer has it).
 */
export type CaseEvent =
  | 'requested'
  | 'returnAgreed'
  | 'returnRefused'
  | 'returned'
  | 'received'
  | 'receiptRefused'
  | 'refundAgreed'
  | 'refundRefused'
  | 'refunded'
  | 'reshipped'
  | 'completed'
  | 'closed'
  | 'amended'
  | 'deadlineChanged'
  | 'disputed';

export interface OrderNews {
  readonly what: OrderEvent;
  /** As it is after the change; `updatedAt` is the moment of it. */
  readonly order: Order;
  readonly shop: Shop;
  readonly parcel?: OrderParcel;
}

export interface CaseNews {
  readonly what: CaseEvent;
  /** As it is after the change; `updatedAt` is its version, in whole seconds, and `history.at(-1).by` who did it. */
  readonly one: AfterSale;
  readonly order: Order;
  readonly shop: Shop;
}

/** `PUT /control/<platform>-apps`: the applications at a platform, with their keys, secrets and push URLs. */
export interface AppDesk extends AccountDesk {
  /** Their keys; the first one is that of a shop that names none. */
  ids(): string[];
}

/** A shop platform: its own doors, applications and pushes around the one world of orders and cases. */
export interface Platform extends Outlet {
  /** The path of its doors, its name in the ledger and in faults, `provider` of its pushes, `platform` of its shops. */
  readonly id: string;
  readonly label: string;
  readonly apps: AppDesk;
  /** There from the start, so that there is something to connect. */
  readonly sampleShop: Pick<Shop, 'shopId' | 'name' | 'appKey'>;
  /** Life of a code a merchant's consent brings (`POST /control/tokens/consent`); 10 minutes where absent. */
  readonly codeLifeMs?: number;
  /** `PUT /control/targets` has set its address there; only of a platform that has one there. */
  targetSaved?(): void;
  /** Doors under `/<id>/`; bodies arrive as `Received`. */
  register(app: FastifyInstance): void;
  /** A WebSocket asked for under `/<id>/`; the platform answers or destroys the socket. */
  upgrade?(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Of the platform's own form and never the same twice; `state.nextId()`, 19 digits, where absent. */
  newOrderId?(): string;
  newCaseId?(): string;
  /** An order of one of its shops has changed: push it by `deliveries.send`, with `about.shopId` and `about.orderId`. */
  order(news: OrderNews): void;
  /** A case of one of its shops has changed; `about.afterSaleId` as well. */
  afterSale(news: CaseNews): void;
}
