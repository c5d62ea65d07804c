import type { ReturnPart } from '../journey/returns/truths.js';

/** The simulators' own ledgers, as their control API tells them. */
export interface OrderTruth {
  readonly platformOrderId: string;
  readonly orderAmountFen: number;
  readonly payAmountFen: number;
  readonly postAmountFen: number;
  readonly lines: readonly {
    readonly platformLineId: string;
    readonly quantity: number;
    readonly amountFen: number;
  }[];
  readonly receiver: {
    readonly name: string;
    readonly phone: string;
    readonly province: string;
    readonly city: string;
    readonly detail: string;
    readonly nameMask: string;
    readonly phoneMask: string;
    readonly region: string;
  };
  readonly parcels: readonly {
    readonly number: string;
    readonly carrier: string;
    readonly replaces: string | null;
    readonly replacedBy: string | null;
  }[];
}

export interface ParcelTruth {
  readonly number: string;
  readonly carrier: string;
  readonly done: boolean;
  readonly replacedBy: string | null;
  readonly scans: readonly {
    readonly occurredAt: string;
    readonly acceptTime: string;
    readonly code: string;
    readonly text: string;
    readonly status: string;
  }[];
  readonly expected: {
    readonly status: string;
    readonly alerts: readonly {
      readonly detector: string;
      readonly since: string;
      readonly clearedAt: string | null;
    }[];
  };
}

/** What the gateway answers for one order. */
export interface CaseDocument {
  readonly caseId: string;
  readonly order?: {
    readonly platformOrderId: string;
    readonly orderAmountFen: number;
    readonly payAmountFen: number;
    readonly postAmountFen: number;
    readonly lines: readonly {
      readonly lineId: string;
      readonly platformLineId: string;
      readonly quantity: number;
      readonly amountFen: number;
    }[];
  };
  readonly returns?: readonly ReturnPart[];
  readonly receiver?: { readonly nameMask: string; readonly phoneMask: string; readonly regionCode?: string };
  readonly parcels: readonly CaseParcel[];
  readonly alerts: readonly {
    readonly alertId: string;
    readonly detector: string;
    readonly number: string;
    readonly raisedAt: string;
    readonly clearedAt?: string;
  }[];
}

export interface CaseParcel {
  readonly number: string;
  /** Set on a parcel that goes back. */
  readonly returnId?: string;
  readonly carrier: string;
  readonly waybillId?: string;
  readonly replacedBy?: unknown;
  readonly status?: string;
  readonly timeline: readonly {
    readonly occurredAt: string;
    readonly occurredText: string;
    readonly code: string;
    readonly text: string;
  }[];
}
