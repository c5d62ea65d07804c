import { formOf, normaliseNumber } from '@cartrail/carriers';
import type { Stored } from '@cartrail/messaging';
import { watchOf } from '../../domain/detectors.js';
import { laneOf } from '../../domain/lane.js';
import type { Scan } from '../../domain/scan.js';
import type { MaskedCourier, PlaceParts } from '../../domain/scan-details.js';
import { toScanStatus, type Status } from '../../domain/status.js';
import type { ParcelNumber, Purpose, ReturnInside, Waybill, WaybillFact } from '../../domain/waybill.js';

export type StoredWaybill = Stored<Waybill, WaybillFact>;

/** Instants travel as milliseconds in float8, which both sides read without making a Date. */
export interface WaybillRow {
  readonly tenant_id: string;
  readonly waybill_id: string;
  readonly number: string;
  readonly carrier: string;
  readonly generation: number;
  readonly sequence: string;
  readonly status: string;
  readonly reason: string | null;
  readonly order_ids: string[];
  readonly purpose: Purpose;
  readonly returns: string | null;
  readonly shop_id: string | null;
  readonly from_region: string | null;
  readonly to_region: string | null;
  readonly phone_tail: string | null;
  readonly shipped_ms: number;
  readonly registered_ms: number;
  readonly handed_over_ms: number | null;
  readonly arrived_ms: number | null;
  readonly next_poll_ms: number | null;
  readonly resubscribe_ms: number | null;
  readonly replaced_by: string | null;
}

export interface ScanRow {
  readonly waybill_id: string;
  readonly occurred_ms: number;
  readonly provider: string;
  readonly code: string;
  readonly text_hash: string;
  readonly provider_order: number;
  readonly occurred_text: string;
  readonly recorded_ms: number;
  readonly text: string;
  readonly place: string | null;
  readonly place_parts: string | null;
  readonly courier: string | null;
  readonly status: string;
  readonly reason: string | null;
  readonly suspicious: boolean;
  readonly withdrawn: boolean;
}

export function toScan(row: ScanRow): Scan {
  const occurredAt = Math.round(row.occurred_ms);
  return {
    scanId: `${occurredAt.toString(36)}.${row.provider}.${row.code}.${row.text_hash}`,
    provider: row.provider,
    occurredAt,
    occurredText: row.occurred_text,
    recordedAt: Math.round(row.recorded_ms),
    code: row.code,
    text: row.text,
    textHash: row.text_hash,
    place: row.place ?? undefined,
    placeParts: parsed(row.place_parts) as PlaceParts | undefined,
    courier: parsed(row.courier) as MaskedCourier | undefined,
    status: toScanStatus(row.status),
    reason: row.reason ?? undefined,
    order: row.provider_order,
    suspicious: row.suspicious,
    withdrawn: row.withdrawn,
  };
}

export const toWaybill = (row: WaybillRow, scans: readonly Scan[]): Waybill => ({
  id: row.waybill_id,
  number: row.number,
  carrier: row.carrier,
  generation: row.generation,
  orderIds: row.order_ids,
  purpose: row.purpose,
  returns: toReturns(row.returns),
  shopId: row.shop_id ?? undefined,
  fromRegion: row.from_region ?? undefined,
  toRegion: row.to_region ?? undefined,
  phoneTail: row.phone_tail ?? undefined,
  shippedAt: Math.round(row.shipped_ms),
  registeredAt: Math.round(row.registered_ms),
  handedOverAt: rounded(row.handed_over_ms),
  arrivedAt: rounded(row.arrived_ms),
  // Only this service writes the column.
  status: row.status as Status,
  reason: row.reason ?? undefined,
  scans,
  nextPollAt: rounded(row.next_poll_ms),
  resubscribeAt: rounded(row.resubscribe_ms),
  replacedBy: parsed(row.replaced_by) as ParcelNumber | undefined,
});

/** Only this service writes these columns. */
const parsed = (text: string | null): unknown => (text === null ? undefined : JSON.parse(text));
const textOf = (value: object | undefined): string | null => (value ? JSON.stringify(value) : null);

const rounded = (ms: number | null): number | undefined => (ms === null ? undefined : Math.round(ms));

export const toReturns = (text: string | null): readonly ReturnInside[] =>
  text === null ? [] : (JSON.parse(text) as ReturnInside[]);

/** In the order of `PUT` in the store. */
export function waybillColumns(rows: readonly StoredWaybill[]): unknown[][] {
  const watches = rows.map(({ state }) => watchOf(state));
  return [
    rows.map(({ tenantId }) => tenantId),
    rows.map(({ id }) => id),
    rows.map(({ sequence }) => sequence),
    rows.map(({ state }) => state.status),
    rows.map(({ state }) => state.reason ?? null),
    rows.map(({ state }) => state.orderIds.join(',')),
    watches.map((watch) => watch?.detector ?? null),
    watches.map((watch) => watch?.since ?? null),
    rows.map(({ state }) => state.nextPollAt ?? null),
    rows.map(({ state }) => textOf(state.replacedBy)),
    rows.map(({ state }) => state.number),
    rows.map(({ state }) => state.carrier),
    rows.map(({ state }) => state.generation),
    rows.map(({ state }) => state.shopId ?? null),
    rows.map(({ state }) => state.fromRegion ?? null),
    rows.map(({ state }) => state.toRegion ?? null),
    rows.map(({ state }) => state.phoneTail ?? null),
    rows.map(({ state }) => laneOf(state.fromRegion, state.toRegion)),
    rows.map(({ state }) => state.shippedAt),
    rows.map(({ state }) => state.registeredAt),
    rows.map(({ state }) => normaliseNumber(state.number)),
    rows.map(({ state }) => state.purpose),
    rows.map(({ state }) => (state.returns.length > 0 ? JSON.stringify(state.returns) : null)),
    rows.map(({ state }) => state.handedOverAt ?? null),
    rows.map(({ state }) => state.arrivedAt ?? null),
    rows.map(({ state }) => formOf(state.number)),
    rows.map(({ state }) => state.resubscribeAt ?? null),
  ];
}

/** Scans that are new or altered: the fold keeps the objects of the others. */
export function scanColumns(rows: readonly StoredWaybill[]): unknown[][] {
  const columns: unknown[][] = Array.from({ length: 17 }, () => []);
  for (const { tenantId, id, state, before } of rows) {
    const old = new Set(before?.scans);
    for (const scan of state.scans) {
      if (old.has(scan)) continue;
      const values = [
        tenantId,
        id,
        scan.occurredAt,
        scan.provider,
        scan.code,
        scan.textHash,
        scan.order,
        scan.occurredText,
      ];
      values.push(scan.recordedAt, scan.text);
      const rest = [scan.place ?? null, scan.status, scan.reason ?? null, scan.suspicious, scan.withdrawn];
      rest.push(textOf(scan.placeParts), textOf(scan.courier));
      [...values, ...rest].forEach((value, column) => columns[column]?.push(value));
    }
  }
  return columns;
}
