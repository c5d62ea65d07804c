import type { MappingDocument } from './document.js';
import { differences, dryRun, type Difference, type DryRun, type Subject } from './review.js';
import type { Catalogue } from './steps.js';

/** What a document made of payloads of both kinds so far. */
export interface Trial {
  readonly total: number;
  readonly ok: number;
  readonly unknown: number;
  readonly rejected: number;
  /** The first twenty. */
  readonly errors: readonly (DryRun['errors'][number] & { readonly subject: Subject })[];
  readonly unknownValues: DryRun['unknownValues'];
  /** Against the published document; absent without one. */
  readonly differences?: {
    readonly total: number;
    readonly payloadsChanged: number;
    readonly first: readonly (Difference & { readonly subject: Subject })[];
  };
}

const FIRST_ERRORS = 20;
const FIRST_DIFFERENCES = 200;

export const emptyTrial = (comparing: boolean): Trial => ({
  total: 0,
  ok: 0,
  unknown: 0,
  rejected: 0,
  errors: [],
  unknownValues: [],
  ...(comparing && { differences: { total: 0, payloadsChanged: 0, first: [] } }),
});

export interface Tried {
  readonly draft: MappingDocument;
  readonly published?: MappingDocument;
  readonly catalogue: Catalogue;
}

/** One payload more; errors and differences name it by its place among all. */
export function tryOne(
  so: Trial,
  { draft, published, catalogue }: Tried,
  { subject, payload }: { readonly subject: Subject; readonly payload: unknown },
): Trial {
  const place = { payload: so.total, subject };
  const run = dryRun(draft, subject, [payload], catalogue);
  const changes = published && differences({ published, draft }, subject, [payload], catalogue);
  return {
    total: so.total + 1,
    ok: so.ok + run.ok,
    unknown: so.unknown + run.unknown,
    rejected: so.rejected + run.rejected,
    errors: [...so.errors, ...run.errors.map((error) => ({ ...error, ...place }))].slice(0, FIRST_ERRORS),
    unknownValues: counted([...so.unknownValues, ...run.unknownValues]),
    ...(so.differences &&
      changes && {
        differences: {
          total: so.differences.total + changes.total,
          payloadsChanged: so.differences.payloadsChanged + changes.payloadsChanged,
          first: [...so.differences.first, ...changes.first.map((change) => ({ ...change, ...place }))].slice(
            0,
            FIRST_DIFFERENCES,
          ),
        },
      }),
  };
}

function counted(all: Trial['unknownValues']): Trial['unknownValues'] {
  const by = new Map<string, Trial['unknownValues'][number]>();
  for (const one of all) {
    const key = `${one.what}/${one.value}`;
    by.set(key, { ...one, count: one.count + (by.get(key)?.count ?? 0) });
  }
  return [...by.values()].sort((a, b) => b.count - a.count);
}
