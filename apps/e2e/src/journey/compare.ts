import type { CaseDocument, CaseParcel, OrderTruth, ParcelTruth } from '../doors/truths.js';

/** Every difference between what happened and what the case says, as one line each; empty when they agree. */
export function compareCase(
  order: OrderTruth,
  parcels: readonly ParcelTruth[],
  found: CaseDocument,
): string[] {
  const differences = [...compareOrder(order, found)];
  for (const parcel of parcels) {
    const shown = found.parcels.find(({ number }) => number === parcel.number);
    if (!shown) {
      differences.push(`parcel ${parcel.number} is missing`);
      continue;
    }
    differences.push(...compareParcel(parcel, shown), ...compareAlerts(parcel, found));
  }
  const known = new Set(parcels.map(({ number }) => number));
  for (const { number, returnId } of found.parcels)
    if (!known.has(number) && returnId === undefined) differences.push(`parcel ${number} does not exist`);
  return differences.map((difference) => `order ${order.platformOrderId}: ${difference}`);
}

function* compareOrder(truth: OrderTruth, { order, receiver }: CaseDocument): Generator<string> {
  if (!order) {
    yield 'the case has no order';
    return;
  }
  for (const field of ['orderAmountFen', 'payAmountFen', 'postAmountFen'] as const) {
    if (order[field] !== truth[field]) yield `${field} is ${order[field]}, not ${truth[field]}`;
  }
  for (const line of truth.lines) {
    const shown = order.lines.find(({ platformLineId }) => platformLineId === line.platformLineId);
    if (!shown) yield `line ${line.platformLineId} is missing`;
    else if (shown.quantity !== line.quantity || shown.amountFen !== line.amountFen) {
      yield `line ${line.platformLineId} says ${shown.quantity} for ${shown.amountFen} fen, not ${line.quantity} for ${line.amountFen}`;
    }
  }
  if (order.lines.length !== truth.lines.length)
    yield `${order.lines.length} lines, not ${truth.lines.length}`;
  if (
    receiver?.regionCode !== undefined &&
    receiver.regionCode.slice(0, 4) !== truth.receiver.region.slice(0, 4)
  ) {
    yield `receiver's region is ${receiver.regionCode}, not ${truth.receiver.region}`;
  }
}

function* compareParcel(truth: ParcelTruth, shown: CaseParcel): Generator<string> {
  const name = `parcel ${truth.number}`;
  if (shown.carrier !== truth.carrier) yield `${name}: carrier is ${shown.carrier}, not ${truth.carrier}`;
  if ((truth.replacedBy !== null) !== (shown.replacedBy !== undefined))
    yield `${name}: replaced should be ${truth.replacedBy ?? 'no'}`;
  if (truth.replacedBy !== null) return;
  const expected = truth.scans.map((scan) => `${scan.acceptTime} ${scan.code} ${scan.text}`);
  const found = shown.timeline.map((scan) => `${scan.occurredText} ${scan.code} ${scan.text}`);
  for (const scan of expected) {
    const times = found.filter((each) => each === scan).length;
    if (times !== expected.filter((each) => each === scan).length)
      yield `${name}: scan "${scan}" is there ${times} times`;
  }
  for (const scan of found) if (!expected.includes(scan)) yield `${name}: scan "${scan}" never happened`;
  const order = shown.timeline.map(({ occurredAt }) => occurredAt);
  if (order.some((at, index) => index > 0 && at < (order[index - 1] ?? '')))
    yield `${name}: the timeline is out of order`;
  if (shown.status !== truth.expected.status)
    yield `${name}: status is ${shown.status ?? 'none'}, not ${truth.expected.status}`;
}

function* compareAlerts(truth: ParcelTruth, { alerts }: CaseDocument): Generator<string> {
  if (truth.replacedBy !== null) return;
  const shown = alerts.filter(({ number }) => number === truth.number);
  for (const detector of new Set([...truth.expected.alerts, ...shown].map((alert) => alert.detector))) {
    const expected = truth.expected.alerts.filter((alert) => alert.detector === detector);
    const found = shown.filter((alert) => alert.detector === detector);
    if (found.length !== expected.length)
      yield `parcel ${truth.number}: ${found.length} ${detector} alerts, not ${expected.length}`;
    const cleared = expected.filter(({ clearedAt }) => clearedAt !== null).length;
    const shownCleared = found.filter(({ clearedAt }) => clearedAt !== undefined).length;
    if (found.length === expected.length && cleared !== shownCleared) {
      yield `parcel ${truth.number}: ${shownCleared} of ${found.length} ${detector} alerts cleared, not ${cleared}`;
    }
  }
}
