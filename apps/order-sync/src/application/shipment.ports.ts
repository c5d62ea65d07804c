import type { OrderLine, Parcel } from '../domain/order.state.js';
import type { Shipment as HeldShipment, ShipmentFact } from '../domain/shipment.js';
import type { Action } from './after-sale.ports.js';
import type { ShopRef } from './platform.ports.js';

/** What we hold of an order, for whoever ships it. */
export interface OrderFile {
  readonly shop: ShopRef;
  readonly platformOrderId: string;
  readonly lines: readonly OrderLine[];
  readonly parcels: readonly Parcel[];
}

export interface OrderFiles {
  order(tenantId: string, orderId: string): Promise<OrderFile | undefined>;
  shipment(tenantId: string, shipmentId: string): Promise<HeldShipment | undefined>;
  /** Of one order, oldest first. */
  shipments(tenantId: string, orderId: string): Promise<readonly (HeldShipment & { readonly id: string })[]>;
}

export interface ShipmentRequest {
  readonly tenantId: string;
  readonly shipmentId: string;
}

export type ShipmentAction = Action<ShipmentRequest, HeldShipment, ShipmentFact>;
