import type { MappingDocument } from './document.js';
import { evaluateCase } from './evaluate-case.js';
import { evaluateOrder } from './evaluate-order.js';
import type { Evaluated, FieldTrace, MappedCase, MappedOrder, UnknownValue } from './mapped.js';
import { masked, type Catalogue } from './steps.js';
import { unusedPaths } from './unused.js';

/** What a payload is to be read as. */
export type Subject = 'order' | 'afterSale';

const evaluate = (
  document: MappingDocument,
  subject: Subject,
  payload: unknown,
  catalogue: Catalogue,
): Evaluated<MappedOrder | MappedCase> =>
  subject === 'order'
    ? evaluateOrder(document, payload, catalogue)
    : evaluateCase(document, payload, catalogue);

export interface Preview extends Omit<Evaluated<MappedOrder | MappedCase>, 'exact' | 'consulted'> {
  /** Places of the payload that no field came from. */
  readonly unused: readonly string[];
}

/** One payload field by field. What it shows of a person is masked. */
export function preview(
  document: MappingDocument,
  subject: Subject,
  payload: unknown,
  catalogue: Catalogue,
): Preview {
  const evaluated = evaluate(document, subject, payload, catalogue);
  const { result, key, mapped, trace, unknown, consulted } = evaluated;
  const unused = unusedPaths(payload, trace, consulted);
  return { result, key, mapped: withoutPerson(mapped), trace, unknown, unused };
}

function withoutPerson(mapped: MappedOrder | MappedCase | undefined): MappedOrder | MappedCase | undefined {
  if (!mapped || !('receiver' in mapped)) return mapped;
  const { name, phone, address } = mapped.receiver;
  const hidden = { name: masked(name, 1, 0), phone: masked(phone, 3, 4), address: masked(address, 0, 0) };
  const buyerId = mapped.buyerId === undefined ? {} : { buyerId: '***' };
  return { ...mapped, ...buyerId, receiver: { ...mapped.receiver, ...hidden } };
}

const FIRST_ERRORS = 20;
const FIRST_DIFFERENCES = 200;

export interface DryRun {
  readonly total: number;
  readonly ok: number;
  readonly unknown: number;
  readonly rejected: number;
  /** The first of them, by payload. */
  readonly errors: readonly {
    readonly payload: number;
    readonly field: string;
    readonly from: readonly string[];
    readonly problem: string;
  }[];
  readonly unknownValues: readonly (UnknownValue & { readonly count: number })[];
}

/** What a document would make of these payloads. */
export function dryRun(
  document: MappingDocument,
  subject: Subject,
  payloads: readonly unknown[],
  catalogue: Catalogue,
): DryRun {
  const all = payloads.map((payload) => evaluate(document, subject, payload, catalogue));
  const count = (result: Evaluated<unknown>['result']): number =>
    all.filter((one) => one.result === result).length;
  const errors = all.flatMap(({ trace }, payload) =>
    trace.flatMap(({ field, from, problem }) =>
      problem === undefined ? [] : [{ payload, field, from, problem }],
    ),
  );
  const unknown = new Map<string, UnknownValue & { count: number }>();
  for (const { what, value } of all.flatMap((one) => one.unknown)) {
    const key = `${what}/${value}`;
    unknown.set(key, { what, value, count: (unknown.get(key)?.count ?? 0) + 1 });
  }
  return {
    total: all.length,
    ok: count('ok'),
    unknown: count('unknown'),
    rejected: count('rejected'),
    errors: errors.slice(0, FIRST_ERRORS),
    unknownValues: [...unknown.values()].sort((a, b) => b.count - a.count),
  };
}

export interface Difference {
  readonly payload: number;
  readonly field: string;
  /** Absent: the version had no such field. */
  readonly before?: Outcome;
  readonly after?: Outcome;
}

type Outcome = Pick<FieldTrace, 'value' | 'unknown' | 'problem'>;

export interface Differences {
  readonly total: number;
  readonly payloadsChanged: number;
  readonly first: readonly Difference[];
}

/** What changes, per payload and field, when the draft takes the place of what is published. */
export function differences(
  documents: { readonly published: MappingDocument; readonly draft: MappingDocument },
  subject: Subject,
  payloads: readonly unknown[],
  catalogue: Catalogue,
): Differences {
  const all = payloads.flatMap((payload, index) => {
    const before = outcomes(evaluate(documents.published, subject, payload, catalogue));
    const after = outcomes(evaluate(documents.draft, subject, payload, catalogue));
    return [...new Set([...before.keys(), ...after.keys()])].flatMap((field): readonly Difference[] => {
      const [old, now] = [before.get(field), after.get(field)];
      return old?.exact === now?.exact
        ? []
        : [{ payload: index, field, before: old?.shown, after: now?.shown }];
    });
  });
  return {
    total: all.length,
    payloadsChanged: new Set(all.map(({ payload }) => payload)).size,
    first: all.slice(0, FIRST_DIFFERENCES),
  };
}

interface Compared {
  readonly shown: Outcome;
  /** Two values may share a mask. */
  readonly exact: string;
}

const outcomes = ({ trace, exact }: Evaluated<unknown>): ReadonlyMap<string, Compared> =>
  new Map(
    trace.map(({ field, value, unknown, problem }) => [
      field,
      { shown: { value, unknown, problem }, exact: JSON.stringify([exact.get(field), unknown, problem]) },
    ]),
  );
