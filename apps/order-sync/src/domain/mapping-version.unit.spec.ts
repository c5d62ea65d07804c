import { describe, expect, it } from '@jest/globals';
import type { Decision } from '@cartrail/kernel';
import { publishDraft, recordDryRun, rollBack, saveDraft, type Mapping } from './mapping-version.js';

const by = { by: 'm-1', note: 'n' };
const clean = { total: 3, ok: 2, unknown: 1, rejected: 0, at: 5 };

function state(decision: Decision<Mapping, never>): Mapping {
  if (decision.kind !== 'changed') throw new Error(JSON.stringify(decision));
  return decision.state;
}
const drafted = (held?: Mapping, name = 'a'): Mapping => {
  const text = JSON.stringify({ name });
  return state(saveDraft(held, { applicationId: 'app', text, hash: `hash-${name}`, by: 'm-1' }, 1));
};
const tried = (held: Mapping, run = {}): Mapping =>
  state(recordDryRun(held, { ...clean, hash: held.draft?.hash ?? '', ...run }));
const published = (held: Mapping): Mapping => state(publishDraft(tried(held), by, 9));

describe('a draft', () => {
  it('that is the same again changes nothing', () => {
    const draft = { applicationId: 'app', text: '{"name":"a"}', hash: 'hash-a', by: 'm-2' };
    expect(saveDraft(drafted(), draft, 7).kind).toBe('nothing');
  });

  it('is published after a dry run that rejected nothing, and is gone then', () => {
    const { draft, published: version } = published(drafted());
    expect(draft).toBeUndefined();
    expect(version).toMatchObject({ version: 1, by: 'm-1', note: 'n', at: 9, dryRun: { total: 3 } });
    expect(version?.forced).toBeUndefined();
  });

  it.each([
    ['mapping/no-draft', undefined],
    ['mapping/not-dry-run', drafted()],
    ['mapping/not-dry-run', tried(drafted(), { total: 0, ok: 0, unknown: 0 })],
    ['mapping/not-dry-run', drafted(tried(drafted()), 'b')],
    ['mapping/rejects-payloads', tried(drafted(), { rejected: 1 })],
    ['mapping/same-as-published', drafted(published(drafted()))],
  ])('is refused as %s', (code, held) => {
    expect(publishDraft(held, by, 9)).toMatchObject({ kind: 'refused', code });
  });

  it('is published without a clean dry run for a reason that is kept', () => {
    const force = 'theirs is a test';
    const held = tried(drafted(), { rejected: 1 });
    expect(state(publishDraft(held, { ...by, force }, 9)).published).toMatchObject({
      forced: force,
      dryRun: { rejected: 1 },
    });
    expect(publishDraft(undefined, { ...by, force }, 9)).toMatchObject({ code: 'mapping/no-draft' });
  });

  it('is not judged by the dry run of another one', () => {
    expect(recordDryRun(drafted(), { ...clean, hash: 'hash-b' }).kind).toBe('nothing');
    expect(recordDryRun(undefined, { ...clean, hash: 'hash-a' }).kind).toBe('nothing');
  });
});

describe('a former version', () => {
  const first = published(drafted()).published;
  const second = published(drafted(published(drafted()), 'b'));

  it('is put in force again under a number of its own, and a draft stays', () => {
    const held = drafted(second, 'c');
    expect(state(rollBack(held, first, by, 11))).toMatchObject({
      published: { version: 3, rolledBackTo: 1, text: '{"name":"a"}', changes: ['/name'], at: 11 },
      draft: { hash: 'hash-c' },
    });
  });

  it.each([
    ['mapping/no-such-version', second, undefined],
    ['mapping/no-such-version', undefined, first],
    ['mapping/same-as-published', second, second.published],
  ])('is refused as %s', (code, held, former) => {
    expect(rollBack(held, former, by, 11)).toMatchObject({ kind: 'refused', code });
  });
});
