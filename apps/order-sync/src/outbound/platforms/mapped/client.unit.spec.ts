import { describe, expect, it } from '@jest/globals';
import { validDocument } from '../../../../test/mapping-examples.js';
import { PlatformFailure } from '../../../application/ports.js';
import type { Auth, Call } from '../../../domain/mapping/document.js';
import { MappedClient } from './client.js';
import { hmacOf, signBody } from './sign.js';

const NOW = 1_700_000_000_000;
const credentials = { token: 't-1', secret: 's-1', appKey: 'k-1', accessToken: 'a-1' };
const query: Call = { method: 'GET', path: '/orders/{{order.id}}', in: 'query', params: { from: 'x y' } };
const json: Call = { method: 'POST', path: '/o', in: 'json', params: { id: '{{order.id|number}}' } };
const form: Call = { method: 'POST', path: '/o', in: 'form', params: { b: '2', a: ['{{order.id}}'] } };
const named = { apiMethod: 'order.get' };

function requestOf(
  call: Call,
  auth: Auth,
  values: Record<string, string> = {},
  keys: Record<string, string> = credentials,
) {
  const { connection, ...rest } = validDocument('private-mall');
  const client = new MappedClient({
    document: { ...rest, connection: { ...connection, auth } },
    credentials: keys,
    timeoutMs: 1_000,
    send: () => Promise.reject(new Error('nothing is sent here')),
    clock: { now: () => NOW },
  });
  const { url, ...request } = client.toRequest(
    call,
    new Map(Object.entries({ 'order.id': '77', ...values })),
    'oauth-token',
  );
  return { ...request, url: url.href, query: Object.fromEntries(url.searchParams) };
}

describe('a call of a document', () => {
  it('goes to the address of the document, below its path', () => {
    const { method, url, body, headers } = requestOf(query, { kind: 'none' });
    expect({ method, url, body }).toEqual({
      method: 'GET',
      url: 'https://mall.example.com/open/orders/77?from=x+y',
      body: undefined,
    });
    expect(headers).toEqual({ accept: 'application/json' });
  });

  it.each(['..', '.', ''])('never leaves it, whatever an id is: %j', (id) => {
    expect(() => requestOf(query, { kind: 'none' }, { 'order.id': id })).toThrow(PlatformFailure);
  });

  it.each(['../../admin', '//evil.example/x', '?a=1', '#x', 'a\\b', '%2e%2e/x'])(
    'keeps an id one part of the path: %j',
    (id) => {
      const { url } = requestOf(query, { kind: 'none' }, { 'order.id': id });
      expect(new URL(url).pathname.split('/')).toHaveLength(4);
      expect(new URL(url).origin).toBe('https://mall.example.com');
    },
  );

  it('sends JSON, a form, or all of it as one parameter', () => {
    expect(requestOf(json, { kind: 'none' }, { 'order.id': '4714323456789012345' }).body).toBe(
      '{"id":4714323456789012345}',
    );
    expect(requestOf(form, { kind: 'none' }).body).toBe('b=2&a=%5B%2277%22%5D');
    expect(requestOf({ ...form, wrapIn: 'biz' }, { kind: 'none' }).body).toBe(
      `biz=${encodeURIComponent('{"b":"2","a":["77"]}')}`,
    );
    expect(requestOf({ ...json, wrapIn: 'biz' }, { kind: 'none' }).body).toBe('{"biz":"{\\"id\\":77}"}');
  });

  it('is no call while one of its tokens has no value', () => {
    expect(() => requestOf({ ...query, path: '/o/{{cursor}}' }, { kind: 'none' })).toThrow(
      /\{\{cursor\}\} has no value/,
    );
  });

  it('is no call while a credential is missing, and names it', () => {
    const failure = () => requestOf(query, { kind: 'header', name: 'X-Key' }, {}, {});
    expect(failure).toThrow(
      expect.objectContaining({ kind: 'forbidden', message: expect.stringContaining('token') }),
    );
  });

  it('is no call with a credential that would begin another header', () => {
    const failure = () => requestOf(query, { kind: 'header', name: 'X-Key' }, {}, { token: 'a\r\nb: c' });
    expect(failure).toThrow(/credential token has characters/);
  });
});

describe('a preset adds', () => {
  it.each<[Auth, Record<string, string>]>([
    [{ kind: 'header', name: 'X-Key', prefix: 'Key ' }, { 'X-Key': 'Key t-1' }],
    [{ kind: 'oauth2', tokenPath: '/token' }, { authorization: 'Bearer oauth-token' }],
  ])('a header: %j', (auth, headers) => {
    expect(requestOf(query, auth).headers).toMatchObject(headers);
  });

  it('a parameter of the address, to a call with a body too', () => {
    const { query: sent, body } = requestOf(json, { kind: 'query', name: 'access_token' });
    expect({ sent, body }).toEqual({ sent: { access_token: 't-1' }, body: '{"id":77}' });
  });

  it('proof over the body that is sent', () => {
    const hmac = {
      kind: 'body-hmac',
      header: 'X-Sign',
      algorithm: 'sha256',
      encoding: 'base64',
      signed: 'timestamp.body',
      timestampHeader: 'X-Time',
    } as const;
    const { headers, body = '' } = requestOf(json, hmac);
    expect(headers).toMatchObject({
      'X-Time': '1700000000',
      'X-Sign': hmacOf(hmac, 's-1', Buffer.from(body), '1700000000'),
    });
    const md5 = requestOf(json, { kind: 'body-md5', header: 'X-Sign', letters: 'lower' });
    expect(md5.headers).toMatchObject({ 'X-Sign': signBody('s-1', '{"id":77}', 'lower') });
  });

  it('what it signs, and the signature last', () => {
    const sorted: Auth = {
      kind: 'sorted-md5',
      params: { app: '{{credential.appKey}}', at: '{{now}}' },
      pairs: 'ampersand',
      secret: 'after',
      glue: '&key=',
      letters: 'upper',
      as: 'sign',
    };
    const sent = new URLSearchParams(requestOf(form, sorted).body);
    expect([...sent.keys()]).toEqual(['b', 'a', 'app', 'at', 'sign']);
    expect(sent.get('at')).toBe('1700000000');
    expect(sent.get('sign')).toMatch(/^[0-9A-F]{32}$/);
  });

  it('the fields of TOP, its time in Shanghai', () => {
    const sent = new URLSearchParams(requestOf({ ...form, ...named }, { kind: 'top', method: 'md5' }).body);
    expect(Object.fromEntries(sent)).toMatchObject({
      method: 'order.get',
      app_key: 'k-1',
      session: 'a-1',
      timestamp: '2023-11-15 06:13:20',
      format: 'json',
      v: '2.0',
      sign_method: 'md5',
      b: '2',
    });
  });

  it('the fields of Kuaishou, with all of the call as one', () => {
    const sent = new URLSearchParams(
      requestOf({ ...form, ...named }, { kind: 'kuaishou', method: 'MD5' }).body,
    );
    expect([...sent.keys()]).toEqual([
      'appkey',
      'method',
      'version',
      'param',
      'access_token',
      'timestamp',
      'signMethod',
      'sign',
    ]);
    expect(sent.get('param')).toBe('{"b":"2","a":["77"]}');
  });

  it('the fields of Douyin to the address, and signs the sorted text it sends', () => {
    const call: Call = { ...json, ...named, params: { z: 1, a: { y: '2', b: 3 } } };
    const { query: sent, body } = requestOf(call, { kind: 'douyin', method: 'hmac-sha256' });
    expect(body).toBe('{"a":{"b":3,"y":"2"},"z":1}');
    expect(Object.keys(sent)).toEqual([
      'app_key',
      'method',
      'timestamp',
      'v',
      'access_token',
      'sign_method',
      'sign',
    ]);
  });
});
