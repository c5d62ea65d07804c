import { toIso } from '@cartrail/kernel';
import { ProblemError } from '@cartrail/service-kit';
import type { ParkedPayload, ParkedPush } from '../../application/ports.js';
import type { Problem } from '../../domain/mapping/check.js';
import type { DryRunRecord, Mapping, MappingVersion } from '../../domain/mapping-version.js';

const toRun = ({ at, hash: _hash, ...counts }: DryRunRecord): object => ({ ...counts, at: toIso(at) });

export function toVersionView(version: Omit<MappingVersion, 'text'> & { readonly text?: string }): object {
  const { version: number, hash, note, by, at, changes, dryRun, forced, rolledBackTo, text } = version;
  return {
    version: number,
    hash,
    note,
    by,
    at: toIso(at),
    changes,
    ...(dryRun && { dryRun: toRun(dryRun) }),
    ...(forced !== undefined && { forced }),
    ...(rolledBackTo !== undefined && { rolledBackTo }),
    ...(text !== undefined && { document: JSON.parse(text) as unknown }),
  };
}

export const toMappingView = (
  { draft, dryRun, published }: Pick<Mapping, 'draft' | 'dryRun' | 'published'>,
  versions: readonly Omit<MappingVersion, 'text'>[],
): object => ({
  ...(draft && {
    draft: {
      hash: draft.hash,
      by: draft.by,
      at: toIso(draft.at),
      ...(dryRun && { dryRun: toRun(dryRun) }),
      document: JSON.parse(draft.text) as unknown,
    },
  }),
  ...(published && { published: toVersionView(published) }),
  versions: versions.map(toVersionView),
});

export const toParkedView = ({
  payloads,
  pushes,
}: {
  readonly payloads: readonly ParkedPayload[];
  readonly pushes: readonly ParkedPush[];
}): object => ({
  payloads: payloads.map(({ receivedAt, becameAt, ...payload }) => ({
    ...payload,
    receivedAt: toIso(receivedAt),
    ...(becameAt !== undefined && { becameAt: toIso(becameAt) }),
  })),
  pushes: pushes.map(({ receivedAt, ...push }) => ({ ...push, receivedAt: toIso(receivedAt) })),
});

/** Every problem with its JSON pointer into the request. */
export const invalidDocument = (problems: readonly Problem[]): ProblemError =>
  new ProblemError(422, 'mapping/invalid', 'The mapping is not valid', undefined, {
    errors: problems.map(({ pointer, message }) => ({
      pointer: `/document${pointer}`,
      code: 'invalid',
      message,
    })),
  });

const TITLES: Readonly<Record<string, string>> = {
  'mapping/no-draft': 'There is no draft',
  'mapping/same-as-published': 'It is what is published already',
  'mapping/not-dry-run': 'Run this very draft over payloads first, or say why not in force',
  'mapping/rejects-payloads': 'The dry run rejected payloads; mend the draft, or say why not in force',
};

export const mappingRefusal = (code: string): ProblemError =>
  code === 'mapping/no-such-version'
    ? new ProblemError(404, code, 'There is no such version')
    : new ProblemError(409, code, TITLES[code] ?? 'It cannot be done now');
