import { describe, expect, it } from '@jest/globals';
import { shown } from './shown.js';

const entry = { source: '7', eventId: null, reason: 'left', dead: true };

describe('an entry as the command line shows it', () => {
  it('tells how many bytes there are, and none of them to who does not ask for them', () => {
    expect(shown({ ...entry, raw: Buffer.from('张三') }, false)).toEqual({ ...entry, bytes: 6 });
  });

  it.each([
    ['text in UTF-8 as it is', Buffer.from('张三 {"a":1}'), 'utf8'],
    ['GBK as base64', Buffer.from([0xd5, 0xc5, 0xc8, 0xfd]), 'base64'],
    ['UTF-8 that was cut in a character as base64', Buffer.from('张三').subarray(0, 5), 'base64'],
  ] as const)('prints %s, says so, and loses no byte', (_, raw, encoding) => {
    const line = shown({ ...entry, raw }, true);
    expect(line).toMatchObject({ bytes: raw.length, encoding });
    expect(Buffer.from(String(line['raw']), encoding)).toEqual(raw);
  });

  it('says that an event without a body has none', () => {
    expect(shown({ ...entry, raw: null }, true)).toMatchObject({ bytes: 0, raw: null });
  });
});
