import { changed, nothing, refused, type Decision, type Instant } from '@cartrail/kernel';
import { changedPointers } from './mapping/changed-pointers.js';

/** A document in the making. */
export interface MappingDraft {
  readonly text: string;
  /** Of the text: what a dry run was about. */
  readonly hash: string;
  readonly by: string;
  readonly at: Instant;
}

export interface DryRunCounts {
  readonly total: number;
  readonly ok: number;
  readonly unknown: number;
  readonly rejected: number;
}

export interface DryRunRecord extends DryRunCounts {
  readonly hash: string;
  readonly at: Instant;
}

/** Never changed again: what is published later is another one. */
export interface MappingVersion {
  readonly applicationId: string;
  readonly version: number;
  readonly text: string;
  readonly hash: string;
  readonly note: string;
  readonly by: string;
  readonly at: Instant;
  /** JSON pointers of what is other than in the version before; the first of them. */
  readonly changes: readonly string[];
  readonly dryRun?: DryRunRecord;
  /** Why it was published without a clean dry run. */
  readonly forced?: string;
  readonly rolledBackTo?: number;
}

/** An application's mapping: what is being written, and what is in force. */
export interface Mapping {
  readonly applicationId: string;
  readonly draft?: MappingDraft;
  /** The last one of the draft. */
  readonly dryRun?: DryRunRecord;
  readonly published?: MappingVersion;
}

interface By {
  readonly by: string;
  readonly note: string;
}

export function saveDraft(
  held: Mapping | undefined,
  { applicationId, text, hash, by }: Omit<MappingDraft, 'at'> & { readonly applicationId: string },
  now: Instant,
): Decision<Mapping, never> {
  if (held?.draft?.hash === hash) return nothing('same draft');
  return changed<Mapping>({
    applicationId,
    ...(held?.published && { published: held.published }),
    draft: { text, hash, by, at: now },
  });
}

/** A dry run of another document says nothing about this draft. */
export function recordDryRun(held: Mapping | undefined, run: DryRunRecord): Decision<Mapping, never> {
  return held?.draft?.hash === run.hash
    ? changed<Mapping>({ ...held, dryRun: run })
    : nothing('not the draft');
}

/** `force`: why it is published although no dry run was clean. */
export function publishDraft(
  held: Mapping | undefined,
  { by, note, force }: By & { readonly force?: string },
  now: Instant,
): Decision<Mapping, never> {
  if (!held?.draft) return refused('mapping/no-draft');
  const { draft, published } = held;
  if (draft.hash === published?.hash) return refused('mapping/same-as-published');
  const dryRun = held.dryRun?.hash === draft.hash ? held.dryRun : undefined;
  if (force === undefined) {
    if (!dryRun || dryRun.total === 0) return refused('mapping/not-dry-run');
    if (dryRun.rejected > 0) return refused('mapping/rejects-payloads', { rejected: dryRun.rejected });
  }
  const next = { ...nextVersion(held, draft, { by, note }, now), ...(dryRun && { dryRun }) };
  const version = force === undefined ? next : { ...next, forced: force };
  return changed<Mapping>({ applicationId: held.applicationId, published: version });
}

/** What was in force once is in force again, as a version of its own; a draft stays. */
export function rollBack(
  held: Mapping | undefined,
  former: MappingVersion | undefined,
  by: By,
  now: Instant,
): Decision<Mapping, never> {
  if (!held?.published || !former) return refused('mapping/no-such-version');
  if (former.hash === held.published.hash) return refused('mapping/same-as-published');
  const published = { ...nextVersion(held, former, by, now), rolledBackTo: former.version };
  return changed<Mapping>({ ...held, published });
}

function nextVersion(
  { applicationId, published }: Mapping,
  { text, hash }: Pick<MappingVersion, 'text' | 'hash'>,
  { by, note }: By,
  now: Instant,
): MappingVersion {
  const before = published ? (JSON.parse(published.text) as unknown) : undefined;
  const changes = changedPointers(before, JSON.parse(text));
  return { applicationId, version: (published?.version ?? 0) + 1, text, hash, note, by, at: now, changes };
}
