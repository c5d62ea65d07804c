/** A number the platform was asked to take; how it ended is told, and again where it was asked for once more. */
export interface ShipmentPart {
  readonly shipmentId: string;
  readonly number: string;
  readonly carrier: string;
  readonly lines: readonly object[];
  readonly status: 'accepted' | 'failed';
  readonly at: string;
  readonly failure?: { readonly reason: string; readonly detail?: string };
}

export const withShipment = (
  shipments: readonly ShipmentPart[] = [],
  shipment: ShipmentPart,
): readonly ShipmentPart[] =>
  [...shipments.filter(({ shipmentId }) => shipmentId !== shipment.shipmentId), shipment].sort((a, b) =>
    a.shipmentId < b.shipmentId ? -1 : 1,
  );
