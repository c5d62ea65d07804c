import { describe, expect, it } from '@jest/globals';
import { catalogue } from '../../outbound/platforms/mapped/catalogue.js';
import { documentWith } from '../../../test/mapping-examples.js';
import { offered } from './offered.js';
import { readDocument } from './validate.js';

/** A value for a member of a step, by its kind. */
const samples: Readonly<Record<string, unknown>> = {
  text: 'x',
  path: 'a',
  whole: 1,
  scalar: 'x',
  scalars: ['x'],
  steps: [{ do: 'trim' }],
  tests: [{ path: 'a', is: ['x'] }],
  map: 'orderStatus',
  time: { kind: 'seconds' },
  flag: true,
};

const sampleOf = (kind: string | readonly string[]): unknown =>
  typeof kind === 'string' ? samples[kind.replace('?', '')] : kind[0];

const problemsOf = (step: object): readonly string[] => {
  const title = { from: ['sku.name'], steps: [step] };
  const read = readDocument(documentWith('private-mall', { '/order/lines/fields/title': title }), catalogue);
  return read.kind === 'valid'
    ? []
    : read.problems
        .filter(({ pointer }) => pointer.startsWith('/order/lines/fields/title/steps'))
        .map(({ pointer, message }) => `${pointer} ${message}`);
};

describe('what an editor is offered', () => {
  it.each(Object.entries(offered.steps))('the step %s is taken with its members', (name, members) => {
    const given = Object.entries(members as Record<string, string | readonly string[]>);
    const step = { do: name, ...Object.fromEntries(given.map(([member, kind]) => [member, sampleOf(kind)])) };
    expect(problemsOf(step)).toEqual([]);
  });

  it.each(Object.entries(offered.steps))(
    'the step %s is refused without what it must have',
    (name, members) => {
      for (const [member, kind] of Object.entries(members as Record<string, string | readonly string[]>)) {
        if (typeof kind === 'string' && kind.endsWith('?')) continue;
        const rest = Object.entries(members as Record<string, string | readonly string[]>).filter(
          ([other]) => other !== member,
        );
        const step = { do: name, ...Object.fromEntries(rest.map(([other, its]) => [other, sampleOf(its)])) };
        expect(problemsOf(step)).not.toEqual([]);
      }
    },
  );
});
