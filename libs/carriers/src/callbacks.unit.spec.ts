import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { jsonAck, objectIn, readingOf, xmlAck, xmlIn } from './callbacks.js';
import { MalformedCallback } from './errors.js';

function errorOf(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    return error;
  }
}

const content = { kind: 'trace', reports: [], bookings: [], unreadable: [] };

describe('reading a push', () => {
  it('says what is malformed, and lets any other mistake be one', () => {
    expect(readingOf(() => content)).toEqual({ kind: 'accepted', content });
    expect(
      readingOf(() => {
        throw new MalformedCallback('no data');
      }),
    ).toEqual({ kind: 'malformed', why: 'no data' });
    expect(() =>
      readingOf(() => {
        throw new TypeError('ours');
      }),
    ).toThrow(TypeError);
  });

  it.each([
    ['{', 'data is not JSON'],
    ['', 'data is not JSON'],
    ['[]', 'data is not an object'],
    ['null', 'data is not an object'],
  ])('takes no %j for an object', (body, message) => {
    expect(() => objectIn(Buffer.from(body), 'data')).toThrow(
      expect.objectContaining({ name: 'MalformedCallback', message }),
    );
  });

  it('quotes nothing of it in its error', () => {
    const error = errorOf(() => objectIn(Buffer.from('{"name":张三'), 'data'));
    expect(error).toBeInstanceOf(MalformedCallback);
    expect(error).not.toHaveProperty('cause');
    expect(inspect(error)).not.toContain('张三');
  });

  it('takes an object, long numbers exactly', () => {
    expect(objectIn(Buffer.from('{"no":12345678901234567890}'), 'data')).toEqual({
      no: '12345678901234567890',
    });
  });

  it('is answered in JSON', () => {
    expect(jsonAck({ code: '1' })).toEqual({
      status: 200,
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: '{"code":"1"}',
    });
  });

  it('is answered in XML', () => {
    expect(xmlAck('<A/>')).toEqual({
      status: 200,
      headers: { 'content-type': 'text/xml; charset=utf-8' },
      body: '<A/>',
    });
  });

  it('reads a document, and quotes nothing of one that is none', () => {
    expect(xmlIn(Buffer.from('<A name="张三"/>'), 'data')).toEqual({ A: { name: '张三' } });
    const error = errorOf(() => xmlIn(Buffer.from('<A name="张三">'), 'data'));
    expect(error).toMatchObject({ name: 'MalformedCallback', message: 'data is not XML' });
    expect(inspect(error)).not.toContain('张三');
  });
});
