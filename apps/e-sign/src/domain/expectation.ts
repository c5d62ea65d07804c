import type { Arrival, ExpectedLine } from './arrival.js';
import type { StatedItem } from './parcel.js';
import type { Problem } from './problem.js';
import { meanings, type Verdict } from './verdict.js';

export interface Matched {
  readonly item: StatedItem;
  /** Absent in a parcel nobody announced. */
  readonly expected?: { readonly arrival: Arrival; readonly line: ExpectedLine };
}

/** Each stated line beside the expected one it is about, or what is wrong with it. */
export function match(
  items: readonly StatedItem[],
  arrivals: readonly Arrival[],
): { readonly matched: readonly Matched[]; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const matched: Matched[] = [];
  const taken = new Set<string>();
  for (const [index, item] of items.entries()) {
    const at = `/items/${index}`;
    if (arrivals.length === 0) {
      problems.push(...refuseClaims(item, at));
      matched.push({ item });
      continue;
    }
    const [expected, ...others] = candidates(item, arrivals);
    if (!expected || others.length > 0) {
      problems.push(expected ? ambiguous(item, at) : unexpected(item, arrivals, at));
      continue;
    }
    const place = `${expected.arrival.returnId}/${expected.line.lineId}`;
    if (taken.has(place)) problems.push(problem(`${at}/lineId`, 'line-twice', 'the line is stated already'));
    taken.add(place);
    problems.push(...checkCounts(item, expected.line, at));
    matched.push({ item, expected });
  }
  return { matched, problems: [...problems, ...incomplete(matched, taken)] };
}

const problem = (pointer: string, code: string, message: string): Problem => ({ pointer, code, message });

const candidates = (
  { returnId, lineId, merchantSkuCode }: StatedItem,
  arrivals: readonly Arrival[],
): NonNullable<Matched['expected']>[] =>
  arrivals
    .filter((arrival) => returnId === undefined || arrival.returnId === returnId)
    .flatMap((arrival) => arrival.lines.map((line) => ({ arrival, line })))
    .filter(({ line }) => {
      if (lineId !== undefined) return line.lineId === lineId;
      return merchantSkuCode === undefined || line.merchantSkuCode === merchantSkuCode;
    });

function unexpected(item: StatedItem, arrivals: readonly Arrival[], at: string): Problem {
  const { returnId, lineId } = item;
  if (returnId !== undefined && !arrivals.some((arrival) => arrival.returnId === returnId))
    return problem(`${at}/returnId`, 'line-not-expected', 'this return is not expected in this parcel');
  const field = lineId === undefined ? 'merchantSkuCode' : 'lineId';
  return problem(`${at}/${field}`, 'line-not-expected', 'no return of this parcel expects this line');
}

function ambiguous({ returnId }: StatedItem, at: string): Problem {
  const field = returnId === undefined ? 'returnId' : 'lineId';
  return problem(
    `${at}/${field}`,
    'line-ambiguous',
    'several expected lines fit: name the one that is meant',
  );
}

const refuseClaims = (item: StatedItem, at: string): Problem[] =>
  (['returnId', 'lineId'] as const)
    .filter((field) => item[field] !== undefined)
    .map((field) =>
      problem(
        `${at}/${field}`,
        'line-not-expected',
        'nobody announced this parcel: it has no expected lines',
      ),
    );

function checkCounts({ received, verdict }: StatedItem, { quantity }: ExpectedLine, at: string): Problem[] {
  if (received > quantity) {
    const message = `${received} received of ${quantity} expected`;
    return [problem(`${at}/received`, 'received-exceeds-expected', message)];
  }
  const wrong = contradiction(verdict, received, quantity);
  return wrong === undefined ? [] : [problem(`${at}/received`, 'verdict-against-count', wrong)];
}

function contradiction(verdict: Verdict, received: number, expected: number): string | undefined {
  switch (meanings[verdict].counts) {
    case 'all':
      return received < expected
        ? `${verdict} is said of all ${expected}: a line with fewer is SHORT or EMPTY`
        : undefined;
    case 'fewer':
      return received === expected ? 'SHORT, and yet all are there' : undefined;
    case 'none':
      return received > 0 ? 'EMPTY, and yet something is there' : undefined;
    case 'any':
      return undefined;
  }
}

/** A return is decided as a whole: one that is stated at all is stated in every line. */
function incomplete(matched: readonly Matched[], taken: ReadonlySet<string>): Problem[] {
  const arrivals = new Set(matched.flatMap(({ expected }) => (expected ? [expected.arrival] : [])));
  return [...arrivals].flatMap(({ returnId, lines }) =>
    lines
      .filter(({ lineId }) => !taken.has(`${returnId}/${lineId}`))
      .map(({ lineId }) =>
        problem('/items', 'line-missing', `line ${lineId} of return ${returnId} has no verdict`),
      ),
  );
}
