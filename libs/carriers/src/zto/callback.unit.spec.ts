import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MalformedCallback } from '../errors.js';
import type { RawCallback } from '../port.js';
import { PREORDER_STATUSES, toBookingStatusTable } from './booking-status-table.js';
import { ZtoCallbacks } from './callback.js';

const SECRET = 'sample-zto-secret';
const callbacks = new ZtoCallbacks(SECRET, toBookingStatusTable(PREORDER_STATUSES));

const fixture = (name: string): string =>
  JSON.stringify(JSON.parse(readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), 'utf8')));

const digestOf = (data: string): string =>
  createHash('md5')
    .update(data + SECRET)
    .digest('base64');

const fieldsOf = (data: string, digest = digestOf(data)): Record<string, string> => ({
  data,
  data_digest: digest,
  company_id: 'sample-app-key',
  msg_type: 'Traces',
  token: '',
});

const form = (data: string, digest?: string): RawCallback => ({
  headers: {},
  body: Buffer.from(new URLSearchParams(fieldsOf(data, digest)).toString()),
});

const json = (data: string): RawCallback => ({
  headers: {},
  body: Buffer.from(JSON.stringify(fieldsOf(data))),
});

/** As the one application known to take prices gets them. */
const inResult = (result: string): RawCallback => ({
  headers: {},
  body: Buffer.from(new URLSearchParams({ result, data_digest: digestOf(result) }).toString()),
});

const dispatch = fixture('push-dispatch');

describe('ZTO pushes', () => {
  it.each([
    ['a form', form(dispatch)],
    ['JSON', json(dispatch)],
  ])('reads the same event from %s', (_how, raw) => {
    expect(callbacks.read(raw)).toMatchObject({
      kind: 'accepted',
      content: {
        kind: 'Traces',
        reports: [{ number: '73100000000017', fullHistory: false, scans: [{ code: 'DISPATCH' }] }],
        bookings: [],
        unreadable: [],
      },
    });
    expect(callbacks.parse(raw)).toEqual(callbacks.parse(form(dispatch)));
  });

  it('tells its kinds apart by what was signed, whatever msg_type says', () => {
    const kinds = ['push-dispatch', 'push-preorder', 'push-price'].map(
      (name) => callbacks.parse(form(fixture(name))).kind,
    );
    expect(kinds).toEqual(['Traces', 'preorder', 'price']);
  });

  it.each([
    ['as they are', form(fixture('push-price'))],
    ['inside result', form(JSON.stringify({ result: JSON.parse(fixture('push-price')) as object }))],
    ['as text inside result', form(JSON.stringify({ result: fixture('push-price') }))],
    ['as result instead of data', inResult(fixture('push-price'))],
  ])('reads prices that come %s', (_how, raw) => {
    expect(callbacks.read(raw)).toMatchObject({
      kind: 'accepted',
      content: {
        kind: 'price',
        reports: [],
        bookings: [{ bookingId: '73100000000017', status: 'settled', fees: [{ amountFen: 830 }] }],
        unreadable: [],
      },
    });
  });

  it('names a weight that it leaves out', () => {
    const data = fixture('push-price').replace('1850', '"1.85kg"');
    expect(callbacks.parse(form(data)).ignored).toEqual(['settlementWeight is no whole gram']);
  });

  it('takes plus signs and escapes as a form means them', () => {
    const desc = '满100%25减 a+b&c=d';
    const data = JSON.stringify({ ...(JSON.parse(dispatch) as object), desc });
    expect(callbacks.read(form(data)).kind).toBe('accepted');
    expect(callbacks.parse(form(data)).reports[0]?.scans[0]?.text).toBe(desc);
  });

  it('keeps a number beyond 2^53 digit by digit', () => {
    const data = dispatch.replace('"73100000000017"', '9007199254740993123');
    expect(callbacks.parse(form(data)).reports[0]?.number).toBe('9007199254740993123');
  });

  it('names an event that names no waybill', () => {
    const data = dispatch.replace('73100000000017', '');
    expect(callbacks.parse(form(data))).toMatchObject({ reports: [], unreadable: ['data names no waybill'] });
  });

  it.each([
    ['a digest of other data', form(dispatch, digestOf(`${dispatch} `))],
    ['the digest in hex', form(dispatch, Buffer.from(digestOf(dispatch), 'base64').toString('hex'))],
    [
      'a changed byte',
      { headers: {}, body: Buffer.from(form(dispatch).body.toString().replace('DISPATCH', 'SIGNEDXX')) },
    ],
    ['a price that nobody signed', { headers: {}, body: Buffer.from(`result=${fixture('push-price')}`) }],
    ['no digest', { headers: {}, body: Buffer.from('data={}&msg_type=Traces') }],
    ['an empty body', { headers: {}, body: Buffer.alloc(0) }],
    ['broken JSON', { headers: {}, body: Buffer.from('{"data":') }],
    ['bytes that are no text', { headers: {}, body: Buffer.from([0xff, 0xfe, 0x00, 0x25]) }],
  ])('refuses %s before reading it', (_what, raw) => {
    expect(callbacks.verify(raw)).toBe(false);
    expect(callbacks.read(raw)).toEqual({ kind: 'forged' });
  });

  it.each([
    ['no JSON', form('{"billCode":')],
    ['no object', form('[]')],
    ['no kind that is read', form('{"billCode":"73100000000017"}')],
    ['a booking without a name', form('{"pre_order_status":4,"order_code":"","bill_code":null}')],
    ['a price without a parcel', form('{"settlementAmount":830}')],
    ['an amount that is no whole fen', form('{"billCode":"73100000000017","settlementAmount":"8.30"}')],
    ['deep nesting', form(`{"action":${'['.repeat(50_000)}`)],
  ])('calls a signed push malformed that has %s', (_what, raw) => {
    expect(callbacks.verify(raw)).toBe(true);
    expect(callbacks.read(raw)).toMatchObject({ kind: 'malformed' });
    expect(() => callbacks.parse(raw)).toThrow(MalformedCallback);
  });

  it('never throws on bytes of any kind', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => void callbacks.read({ headers: {}, body: Buffer.from(bytes) })),
    );
    fc.assert(fc.property(fc.json(), (data) => void callbacks.read(form(data))));
    fc.assert(
      fc.property(fc.jsonValue(), (value) => void callbacks.read(form(JSON.stringify({ action: value })))),
    );
  });

  it('acknowledges byte for byte as documented, and refuses with 200 as well', () => {
    expect(callbacks.ack(true)).toEqual({
      status: 200,
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: '{"message":"调用成功","status":true,"result":"成功","statusCode":"200"}',
    });
    expect(callbacks.ack(false, '签名错误')).toEqual({
      status: 200,
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: '{"message":"签名错误","status":false,"result":"失败","statusCode":"500"}',
    });
  });

  it.each(['\uFEFF', '\n', '\r\n\r\n', '\uFEFF\n'])('reads the same behind %j', (lead) => {
    const plain = callbacks.read(form(dispatch));
    expect(callbacks.read(form(lead + dispatch))).toEqual(plain);
    expect(callbacks.read(json(lead + dispatch))).toEqual(plain);
    const behind = Buffer.concat([Buffer.from(lead), json(dispatch).body]);
    expect(callbacks.read({ headers: {}, body: behind })).toEqual(plain);
  });
});
