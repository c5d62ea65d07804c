import { describe, expect, it } from '@jest/globals';
import { render, renderJson, renderParam } from './template.js';
import { Trouble } from './trouble.js';

const values = new Map([
  ['page', '2'],
  ['order.id', '4714323456789012345'],
  ['name', '"王"\n'],
]);

describe('a template', () => {
  it('puts values where its tokens stand', () => {
    expect(render('a/{{ page }}/{{order.id}}', values)).toBe('a/2/4714323456789012345');
  });

  it('writes numbers of JSON digit for digit, and texts escaped', () => {
    const template = {
      id: '{{order.id|number}}',
      text: '{{order.id}}',
      who: 'x{{name}}',
      list: [1, true, null],
    };
    expect(renderJson(template, values, false)).toBe(
      String.raw`{"id":4714323456789012345,"text":"4714323456789012345","who":"x\"王\"\n","list":[1,true,null]}`,
    );
  });

  it('sorts names at every depth where a preset wants that', () => {
    expect(renderJson({ b: 1, a: { d: 1, c: [{ f: 1, e: 2 }] } }, values, true)).toBe(
      '{"a":{"c":[{"e":2,"f":1}],"d":1},"b":1}',
    );
  });

  it('sends a list outside JSON as its JSON text', () => {
    expect(renderParam([{ a: '{{page}}' }], values)).toBe('[{"a":"2"}]');
    expect(renderParam('{{page}}', values)).toBe('2');
  });

  it.each(['{{cursor}}', '{{page'])('refuses %s rather than send a hole', (text) => {
    expect(() => render(text, values)).toThrow(Trouble);
  });

  it('refuses a number that is none', () => {
    expect(() => renderJson('{{name|number}}', values, false)).toThrow(Trouble);
  });
});
