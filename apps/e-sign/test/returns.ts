import {
  ReturnApproved,
  ReturnArrived,
  ReturnParcelAssigned,
  ReturnRequested,
  type EventEnvelope,
} from '@cartrail/contracts';
import { newId, toIso } from '@cartrail/kernel';
import { anEvent, TENANT, TEST_MORNING } from '@cartrail/testing';
import { png } from './pictures.js';

export interface SentBack {
  readonly returnId: string;
  readonly orderId: string;
  readonly number: string;
  readonly lines: readonly {
    readonly lineId: string;
    readonly quantity: number;
    readonly objections?: string[];
  }[];
}

let parcels = 0;
export const aNumber = (): string => `YT${String((parcels += 1)).padStart(13, '0')}`;

export function aReturn(given: Partial<SentBack> = {}): SentBack {
  const orderId = newId();
  return {
    returnId: newId(),
    orderId,
    number: aNumber(),
    lines: [{ lineId: `${orderId}/1`, quantity: 1 }],
    ...given,
  };
}

/** What `returns` says of it until its parcel lies at the warehouse. */
export function expected(sentBack: SentBack, tenantId = TENANT): EventEnvelope[] {
  return [...requested(sentBack, tenantId), ...assigned(sentBack, tenantId)];
}

const now = toIso(TEST_MORNING);
const refOf = ({ returnId, orderId }: SentBack) => ({
  returnId,
  orderId,
  shopId: orderId,
  afterSaleId: orderId,
});

export function requested(sentBack: SentBack, tenantId = TENANT): EventEnvelope[] {
  const ref = refOf(sentBack);
  const lines = sentBack.lines.map((line) => ({
    ...line,
    merchantSkuCode: 'TEE-W-M',
    title: '短袖',
    paidFen: 9_900,
  }));
  const decision = {
    ruleId: 'R-01',
    ruleVersion: '1',
    effectiveFrom: now,
    allowed: true,
    code: 'return/eligible',
  };
  const asked = {
    ...ref,
    status: 'Requested',
    via: 'platform',
    kind: 'return_refund',
    reason: 'no_reason',
    lines,
    decision,
    freightPayer: 'buyer',
    refundEstimateFen: 9_900,
    appliedAt: now,
  };
  const approved = {
    ...ref,
    by: 'buyer',
    lines,
    warehouseCode: 'HZ01',
    shipBy: now,
    shipBySource: 'platform',
    approvedAt: now,
  };
  return [
    anEvent(ReturnRequested, ref.returnId, asked, { tenantId }),
    anEvent(ReturnApproved, ref.returnId, approved, { tenantId }),
  ];
}

export function assigned(sentBack: SentBack, tenantId = TENANT): EventEnvelope[] {
  const ref = refOf(sentBack);
  const parcel = { number: sentBack.number, carrier: 'YTO' };
  return [
    anEvent(
      ReturnParcelAssigned,
      ref.returnId,
      { ...ref, ...parcel, by: 'buyer', assignedAt: now },
      { tenantId },
    ),
    anEvent(ReturnArrived, ref.returnId, { ...ref, ...parcel, arrivedAt: now }, { tenantId }),
  ];
}

export interface Form {
  readonly record: Record<string, unknown> & {
    items: Record<string, unknown>[];
    photos: Record<string, unknown>[];
  };
  readonly files: Record<string, Buffer>;
}

/** What an operator sends for parcels whose goods are whole: four photos nobody has used before. */
export function intact(...sentBack: readonly SentBack[]): Form {
  const kinds = ['LABEL', 'OUTER', 'ITEM', 'OUTER'];
  return {
    record: {
      number: sentBack[0]?.number,
      warehouseCode: 'HZ01',
      deviceId: 'station-1',
      deviceTime: now,
      signerName: '周仓管',
      packageState: 'intact',
      weightGrams: 420,
      geo: { lat: 30_274_151, lng: 120_155_150, accuracy: 12, source: 'gps' },
      items: sentBack.flatMap(({ returnId, lines }) =>
        lines.map(({ lineId, quantity }) => ({
          returnId,
          lineId,
          received: quantity,
          verdict: 'INTACT',
          reasons: [],
        })),
      ),
      photos: kinds.map((kind, index) => ({ part: `photo${index}`, kind, liveCapture: true })),
    },
    files: Object.fromEntries(kinds.map((_, index) => [`photo${index}`, png()])),
  };
}
