/** The platform's case, as its own events tell it. */
export interface AfterSalePart {
  readonly afterSaleId: string;
  readonly platformAfterSaleId: string;
  readonly kind?: string;
  readonly status?: string;
  readonly reason?: string;
  readonly lines?: readonly object[];
  readonly refundAmountFen?: number;
  readonly refundPostFen?: number;
  readonly appliedAt?: string;
  /** The platform's own deadline for whoever must act now. */
  readonly statusDeadline?: string;
  /** Who that is: merchant, buyer or platform. */
  readonly actBy?: string;
  /** The merchant has to answer at the platform: nothing of Cartrail answers cases of this kind. */
  readonly byHand?: boolean;
  readonly agreedAt?: string;
  readonly agreedBy?: string;
  readonly closedAt?: string;
  readonly outcome?: string;
  readonly refundedFen?: number;
  /** Where the platform did not let us act, and a person has to. */
  readonly failures: readonly object[];
}

/** A return with all that belongs to it; each topic fills in what it knows. */
export interface ReturnPart {
  readonly returnId: string;
  readonly afterSaleId?: string;
  readonly status?: string;
  readonly via?: string;
  readonly kind?: string;
  readonly reason?: string;
  readonly lines?: readonly object[];
  readonly decision?: object;
  readonly freightPayer?: string;
  readonly refundEstimateFen?: number;
  readonly platformForm?: string;
  readonly appliedAt?: string;
  readonly approvedAt?: string;
  readonly approvedBy?: string;
  readonly shipBy?: string;
  readonly shipBySource?: string;
  readonly warehouseCode?: string;
  readonly number?: string;
  readonly carrier?: string;
  readonly arrivedAt?: string;
  readonly signedOffAt?: string;
  readonly endedAt?: string;
  readonly pickups: readonly PickupPart[];
  readonly signOffs: readonly SignOffPart[];
  readonly refund?: RefundPart;
}

export interface PickupPart {
  readonly pickupId: string;
  readonly provider: string;
  readonly carrier: string;
  readonly status: string;
  readonly slot?: object;
  readonly courier?: object;
  readonly number?: string;
  readonly weightGrams?: number;
  readonly payer?: string;
  /** Money below is not everybody's to see: `redact.ts`. */
  readonly priceKind?: string;
  readonly quoteFen?: number;
  readonly chargedFen?: number;
  readonly bookedAt?: string;
  readonly pickedUpAt?: string;
  readonly endedAt?: string;
  readonly code?: string;
  readonly why?: string;
  /** What the provider said. */
  readonly failure?: object;
}

export interface SignOffPart {
  readonly signOffId: string;
  readonly signedAt: string;
  readonly announced: boolean;
  readonly lines?: readonly object[];
  readonly recordHash?: string;
  readonly photoCount?: number;
  readonly flags?: readonly string[];
  readonly supersededBy?: string;
}

export interface RefundPart {
  readonly refundId?: string;
  readonly status: 'due' | 'failed' | 'refunded';
  readonly amountFen: number;
  readonly decision?: object;
  readonly dueBy?: string;
  readonly refundedAt?: string;
  readonly by?: string;
  readonly failure?: object;
}
