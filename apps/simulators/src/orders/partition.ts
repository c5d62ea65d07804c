import { invalid } from '../control/problem.js';
import type { Order } from '../state/model.js';

export interface PartRequest {
  lines?: { skuCode: string; quantity: number }[];
}

export interface LineShare {
  platformLineId: string;
  quantity: number;
}

/** Which line goes into which parcel: as asked, or else what is left spread over the parcels. */
export function partition<T extends PartRequest>(
  order: Order,
  parts: readonly T[],
): { part: T; lines: LineShare[] }[] {
  const left = new Map(order.lines.map((line) => [line.platformLineId, line.quantity - line.shipped]));
  const shares = parts.map((part) => ({
    part,
    lines: (part.lines ?? []).map((one) => take(order, left, one)),
  }));
  const open = shares.filter((share) => share.part.lines === undefined);
  if (open.length > 0) spread(left, open);
  return shares;
}

function take(
  order: Order,
  left: Map<string, number>,
  wanted: { skuCode: string; quantity: number },
): LineShare {
  const line = order.lines.find(
    (one) => one.skuCode === wanted.skuCode && (left.get(one.platformLineId) ?? 0) >= wanted.quantity,
  );
  if (!line)
    throw invalid(`order ${order.id} has no ${String(wanted.quantity)} × ${wanted.skuCode} left to ship`);
  left.set(line.platformLineId, (left.get(line.platformLineId) ?? 0) - wanted.quantity);
  return { platformLineId: line.platformLineId, quantity: wanted.quantity };
}

function spread(left: ReadonlyMap<string, number>, open: readonly { lines: LineShare[] }[]): void {
  let turn = 0;
  for (const [platformLineId, quantity] of left) {
    for (let piece = 0; piece < quantity; piece++) {
      const lines = open[turn % open.length]?.lines ?? [];
      const share = lines.find((one) => one.platformLineId === platformLineId);
      if (share) share.quantity += 1;
      else lines.push({ platformLineId, quantity: 1 });
      turn += 1;
    }
  }
}
