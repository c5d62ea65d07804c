import type {
  AlertRaisedData,
  MaskedReceiver,
  OrderImportedData,
  ParcelLine,
  Scan,
} from '@cartrail/contracts';

/** One order with everything that belongs to it, as the API gives it. Masked: contact data never rides an event. */
export interface CaseDocument {
  readonly caseId: string;
  readonly tenantId: string;
  /** Counts the document's changes from 1; the ETag, and the event id of the live feed. */
  readonly version: number;
  readonly updatedAt: string;
  /** The newest sequence seen of each source: what is not newer is a repeat. */
  readonly sequences: Readonly<Record<string, number>>;
  readonly order?: OrderPart;
  readonly receiver?: MaskedReceiver;
  readonly parcels: readonly ParcelPart[];
  readonly alerts: readonly AlertPart[];
}

export type OrderPart = Omit<OrderImportedData, 'receiver'> & {
  readonly closedAt?: string;
  readonly closeReason?: string;
};

export interface ParcelPart {
  readonly number: string;
  readonly carrier: string;
  readonly parcelId?: string;
  readonly waybillId?: string;
  readonly lines?: readonly ParcelLine[];
  readonly shippedAt?: string;
  readonly fromRegion?: string;
  readonly toRegion?: string;
  readonly replacedBy?: { readonly number: string; readonly carrier: string };
  readonly status?: string;
  readonly reason?: string;
  /** Sorted by when each scan happened, then by its id. */
  readonly timeline: readonly Scan[];
  readonly corrections: readonly Correction[];
}

export interface Correction {
  readonly from: string;
  readonly to: string;
  readonly why: string;
  readonly correctedAt: string;
}

export interface AlertPart {
  readonly alertId: string;
  readonly detector: string;
  readonly severity?: string;
  readonly number?: string;
  readonly since?: string;
  readonly thresholdHours?: AlertRaisedData['thresholdHours'];
  readonly raisedAt?: string;
  readonly clearedAt?: string;
  readonly clearedWhy?: string;
  readonly acknowledgedAt?: string;
  readonly acknowledgedBy?: string;
}

/** An alert by itself, for the list of alerts. */
export interface AlertView extends AlertPart {
  /** Of the last event applied. */
  readonly sequence: number;
  readonly orderIds: readonly string[];
}

export const emptyCase = (tenantId: string, caseId: string): CaseDocument => ({
  caseId,
  tenantId,
  version: 0,
  updatedAt: '',
  sequences: {},
  parcels: [],
  alerts: [],
});
