import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MalformedCallback } from '../errors.js';
import type { RawCallback } from '../port.js';
import { JtCallbacks } from './callback.js';

const KEY = 'sample-jt-key';
const callbacks = new JtCallbacks(KEY);

const fixture = (name: string): string =>
  JSON.stringify(JSON.parse(readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), 'utf8')));

const digestOf = (bizContent: string): string =>
  createHash('md5')
    .update(bizContent + KEY)
    .digest('base64');

const pushOf = (bizContent: string, digest: string | undefined = digestOf(bizContent)): RawCallback => ({
  headers: { digest, apiaccount: '1000001', timestamp: '1735783200000' },
  body: Buffer.from(new URLSearchParams({ bizContent }).toString()),
});

const moving = fixture('push-moving');

describe('J&T pushes', () => {
  it.each([
    ['a form', pushOf(moving)],
    ['JSON', { ...pushOf(moving), body: Buffer.from(JSON.stringify({ bizContent: moving })) }],
    ['a form whose digest has spaces around it', pushOf(moving, ` ${digestOf(moving)} `)],
  ])('reads every scan from %s', (_how, raw) => {
    expect(callbacks.read(raw)).toMatchObject({
      kind: 'accepted',
      content: { kind: 'trace', bookings: [], unreadable: [] },
    });
    const [report] = callbacks.parse(raw).reports;
    expect(report).toMatchObject({ number: 'JT0000000000001', carrier: 'JTSD', fullHistory: false });
    expect(report?.scans.map((scan) => scan.code)).toEqual(['1', '3', '4', '9']);
  });

  it('takes plus signs and escapes as a form means them', () => {
    const desc = '满100%25减 a+b&c=d';
    const raw = pushOf(moving.replace('【杭州市】您的快件正在派送', desc));
    expect(callbacks.parse(raw).reports[0]?.scans.at(-1)?.text).toBe(desc);
  });

  it('keeps a number beyond 2^53 digit by digit, and an unknown code raw', () => {
    const long = pushOf(moving.replace('"JT0000000000001"', '9007199254740993123'));
    expect(callbacks.parse(long).reports[0]?.number).toBe('9007199254740993123');
    expect(callbacks.parse(pushOf(fixture('push-unknown-code'))).reports[0]?.scans.at(-1)).toMatchObject({
      code: '99',
      status: 'UNKNOWN',
      text: '【杭州市】机器人配送',
    });
  });

  it('tells the kinds of push apart by what was signed', () => {
    expect(callbacks.parse(pushOf(fixture('push-order-picked-up')))).toMatchObject({
      kind: 'order',
      reports: [],
      bookings: [{ bookingId: 'RB-1', status: 'picked_up', weightGrams: 1_500 }],
      unreadable: [],
    });
    expect(callbacks.parse(pushOf(fixture('push-bill')))).toMatchObject({ kind: 'bill', reports: [] });
  });

  it('reads a bill as the whole of it, of a parcel whose order it does not name', () => {
    expect(callbacks.parse(pushOf(fixture('push-bill')))).toEqual({
      kind: 'bill',
      reports: [],
      bookings: [
        {
          provider: 'jt',
          number: 'JT0000000000001',
          status: 'settled',
          code: 'settlementReturn',
          carrier: 'JTSD',
          weightGrams: 1_500,
          fees: [{ kind: 'totalFreight', amountFen: 800 }],
          wholeBill: true,
        },
      ],
      unreadable: [],
      ignored: [],
    });
    const odd = fixture('push-bill').replace('"1.50"', '"1.5 公斤"');
    expect(callbacks.parse(pushOf(odd))).toMatchObject({
      bookings: [{ weightGrams: undefined, fees: [{ amountFen: 800 }] }],
      ignored: ['packageChargeWeight is no whole gram'],
    });
  });

  it.each([
    ['no parcel', '{"waybillNo":" ","totalFreight":"8.00"}'],
    ['no sum', '{"waybillNo":"JT0000000000001","freight":"8.00"}'],
    ['a sum that is no whole fen', '{"waybillNo":"JT0000000000001","totalFreight":"8.005"}'],
  ])('guesses nothing of a bill with %s', (_what, bill) => {
    expect(callbacks.read(pushOf(bill))).toMatchObject({ kind: 'malformed' });
  });

  it('names a weight it cannot read', () => {
    const odd = fixture('push-order-picked-up').replace('"1.50"', '"1.5 公斤"');
    expect(callbacks.parse(pushOf(odd))).toMatchObject({
      bookings: [{ status: 'picked_up', weightGrams: undefined }],
      ignored: ['weight is no whole gram'],
    });
  });

  it('names a push about no waybill', () => {
    expect(callbacks.parse(pushOf('{"billCode":"","details":[]}'))).toMatchObject({
      reports: [],
      unreadable: ['bizContent names no waybill'],
    });
  });

  it.each([
    ['a wrong digest', pushOf(moving, digestOf(`${moving} `))],
    ['an empty digest', pushOf(moving, '')],
    ['no digest', { ...pushOf(moving), headers: {} }],
    [
      'a digest in the body',
      { headers: {}, body: Buffer.from(`${pushOf(moving).body.toString()}&digest=x`) },
    ],
    ['a changed byte', { ...pushOf(moving), body: pushOf(moving.replace('RB-1', 'RB-2')).body }],
    ['an empty body', { ...pushOf(moving), body: Buffer.alloc(0) }],
    ['broken JSON', { ...pushOf(moving), body: Buffer.from('{"bizContent":') }],
    ['bytes that are no text', { ...pushOf(moving), body: Buffer.from([0xff, 0xfe, 0x00, 0x25]) }],
  ])('refuses %s before reading it', (_what, raw: RawCallback) => {
    expect(callbacks.verify(raw)).toBe(false);
    expect(callbacks.read(raw)).toEqual({ kind: 'forged' });
  });

  it.each([
    ['no JSON', pushOf('{"details":')],
    ['no object', pushOf('[]')],
    ['nothing that is read', pushOf('{"billCode":"JT0000000000001"}')],
    ['an order without our reference', pushOf('{"txlogisticId":"","jtOrderId":"1","scanType":"已揽收"}')],
    ['deep nesting', pushOf(`{"details":${'['.repeat(50_000)}`)],
  ])('calls a signed push malformed that has %s', (_what, raw) => {
    expect(callbacks.verify(raw)).toBe(true);
    expect(callbacks.read(raw)).toMatchObject({ kind: 'malformed' });
    expect(() => callbacks.parse(raw)).toThrow(MalformedCallback);
  });

  it('never throws on bytes of any kind', () => {
    fc.assert(
      fc.property(
        fc.uint8Array(),
        (bytes) => void callbacks.read({ ...pushOf(''), body: Buffer.from(bytes) }),
      ),
    );
    fc.assert(fc.property(fc.json(), (push) => void callbacks.read(pushOf(push))));
    fc.assert(
      fc.property(
        fc.json(),
        (any) => void callbacks.read(pushOf(`{"scanType":${any},"txlogisticId":${any},"weight":${any}}`)),
      ),
    );
    fc.assert(
      fc.property(fc.json(), (details) => void callbacks.read(pushOf(`{"billCode":1,"details":${details}}`))),
    );
  });

  it('acknowledges byte for byte as documented, and refuses with 200 as well', () => {
    expect(callbacks.ack(true)).toEqual({
      status: 200,
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: '{"code":"1","msg":"success","data":"SUCCESS"}',
    });
    expect(callbacks.ack(false, '签名错误')).toMatchObject({
      status: 200,
      body: '{"code":"0","msg":"签名错误","data":null}',
    });
  });
});
