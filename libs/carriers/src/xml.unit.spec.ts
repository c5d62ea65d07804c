import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { elements, escapeXml, readXml } from './xml.js';

describe('reading XML', () => {
  it('keeps every attribute and text as it was written, digit by digit', () => {
    const document = '<?xml version="1.0" encoding="UTF-8"?>\n<A no="9007199254740993123"><B>007</B><C/></A>';
    expect(readXml(document)).toEqual({ A: { no: '9007199254740993123', B: '007', C: '' } });
  });

  it('lists an element that is repeated', () => {
    const { A } = readXml('<A><B x="1"/><B x="2"/></A>') as { A: { B: unknown } };
    expect(elements(A.B)).toEqual([{ x: '1' }, { x: '2' }]);
    expect([elements(undefined), elements('once')]).toEqual([[], ['once']]);
  });

  it('reads what XML escapes, and nothing twice', () => {
    expect(readXml('<A t="&lt;&amp;amp;&quot;">&#20013;&#x6587;<![CDATA[<b>&amp;]]></A>')).toEqual({
      A: { t: '<&amp;"', '#text': '中文<b>&amp;' },
    });
  });

  it('reads back whatever was escaped', () => {
    const visible = fc.string({
      unit: fc.constantFrom('<', '>', '&', '"', "'", 'a', '1', ';', '#', ' ', '中'),
    });
    fc.assert(
      fc.property(visible, (words) => {
        expect(readXml(`<A t="${escapeXml(words)}"/>`)).toMatchObject({ A: { t: words.trim() } });
      }),
    );
  });

  it.each([
    ['entities that are declared', '<!DOCTYPE A [<!ENTITY x "y">]><A>&x;</A>'],
    ['a file that is named', '<!DOCTYPE A [<!ENTITY x SYSTEM "file:///etc/hostname">]><A>&x;</A>'],
    ['an element that stays open', '<A><B></A>'],
    ['half an element', '<A t="1"'],
    ['space without end', `<A${' '.repeat(1_000_000)}/>`],
    ['text', 'A'],
    ['nothing', ''],
    ['nesting without end', '<a>'.repeat(100_000) + '</a>'.repeat(100_000)],
  ])('refuses %s', (_what, document) => {
    expect(() => readXml(document)).toThrow();
  });

  it('leaves a reference to no character as it stands', () => {
    expect(readXml('<A>&#99999999999;&#x7fffffff;</A>')).toEqual({ A: '&#99999999999;&#x7fffffff;' });
  });

  it('gives nobody a prototype', () => {
    const read = readXml('<A><__proto__ polluted="1"/><constructor/></A>');
    expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
    expect(({} as { polluted?: string }).polluted).toBeUndefined();
  });
});
