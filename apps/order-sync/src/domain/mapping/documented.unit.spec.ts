import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { documentWith } from '../../../test/mapping-examples.js';
import { catalogue } from '../../outbound/platforms/mapped/catalogue.js';
import { actionNames, credentialNames, failureKinds } from './document.js';
import { targets, targetsOf, type TargetGroup } from './targets.js';
import { tokens } from './template.js';
import { readDocument } from './validate.js';

const page = readFileSync(new URL('../../../../../docs/mapping.md', import.meta.url), 'utf8');

/** What a document may write at a place, as its reader tells an author who wrote something else. */
function choices(pointer: string): readonly string[] {
  const read = readDocument(documentWith('private-mall', { [pointer]: '?' }), catalogue);
  const message = read.kind === 'invalid' ? read.problems[0]?.message : undefined;
  return (message ?? '').replace('must be one of ', '').split(', ');
}

describe('the page about mappings names', () => {
  it.each(Object.keys(targets) as TargetGroup[])('every field of %s, and its words', (group) => {
    const names = targetsOf(group).flatMap(({ name, words = [] }) => [name, ...words]);
    expect(names.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });

  it.each([
    '/order/fields/receiverName/steps/0/do',
    '/connection/auth/kind',
    '/connection/time/kind',
    '/sources/orders/changed/paginator/kind',
    '/sources/push/proof/kind',
  ])('every choice at %s', (pointer) => {
    const all = choices(pointer);
    expect(all.length).toBeGreaterThan(1);
    expect(all.filter((name) => !page.includes(`\`${name}\``) && !page.includes(`"${name}"`))).toEqual([]);
  });

  it('every token, action, credential and failure', () => {
    const all = [...Object.values(tokens).flat(), ...actionNames, ...credentialNames, ...failureKinds];
    expect([...new Set(all)].filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });
});
