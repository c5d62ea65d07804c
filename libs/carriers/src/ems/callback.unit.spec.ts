import { createCipheriv } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fromShanghai } from '@cartrail/kernel';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MalformedCallback } from '../errors.js';
import type { RawCallback } from '../port.js';
import { EmsCallbacks } from './callback.js';

const SIGN_KEY = 'MDEyMzQ1Njc4OWFiY2RlZg==';
const SERIAL = 'c0ffee00000000000000000000000001';
const callbacks = new EmsCallbacks({ senderNo: '1100000000000', signKey: SIGN_KEY }, () => SERIAL);

const fixture = (name: string): string =>
  JSON.stringify(JSON.parse(readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), 'utf8')));

/** Written from the document, not from the adapter. */
function sealed(text: string | Buffer, key = SIGN_KEY): string {
  const cipher = createCipheriv('sm4-ecb', Buffer.from(key, 'base64'), null);
  return `|$4|${Buffer.concat([cipher.update(text), cipher.final()]).toString('base64')}`;
}

const fieldsOf = (logitcsInterface: string): Record<string, string> => ({
  logitcsInterface,
  method: '040002',
  msgType: '0',
  senderNo: '',
  serialNo: SERIAL,
  timeStamp: '2025-01-02 09:58:50',
  version: 'v1.0.0',
});
const form = (text: string): RawCallback => ({
  headers: {},
  body: Buffer.from(new URLSearchParams(fieldsOf(text)).toString()),
});
const json = (text: string): RawCallback => ({
  headers: {},
  body: Buffer.from(JSON.stringify(fieldsOf(text))),
});

const moving = fixture('push-out-for-delivery');

describe('EMS pushes', () => {
  it.each([
    ['a form', form(sealed(moving + SIGN_KEY))],
    ['JSON', json(sealed(moving + SIGN_KEY))],
    ['a form without the key behind the event', form(sealed(moving))],
    ['JSON without the key behind the event', json(sealed(moving))],
    [
      'a form whose plus signs were not escaped',
      { headers: {}, body: Buffer.from(`logitcsInterface=${sealed(moving)}`) },
    ],
  ])('are read from %s', (_how, raw) => {
    expect(callbacks.verify(raw)).toBe(true);
    expect(callbacks.read(raw)).toEqual({ kind: 'accepted', content: callbacks.parse(raw) });
    expect(callbacks.parse(raw)).toMatchObject({ kind: '040002', bookings: [], unreadable: [] });
    expect(callbacks.parse(raw).reports[0]).toEqual({
      provider: 'ems',
      number: '1100000000001',
      carrier: 'EMS',
      carrierCode: 'EMS',
      scans: [
        {
          provider: 'ems',
          occurredAt: fromShanghai('2025-01-02 09:58:00'),
          occurredText: '2025-01-02 09:58:00',
          code: '702',
          text: '【杭州市某揽投部】安排投递',
          place: '杭州市',
          placeParts: { province: '浙江省', city: '杭州市', site: '杭州市某邮政支局' },
          courier: { name: '李四' },
          status: 'OUT_FOR_DELIVERY',
          order: 0,
        },
      ],
      unreadable: [],
      fullHistory: false,
    });
  });

  // A push names no brand: a parcel followed as 电商标快 would wait hours for the next query.
  it('tell of the parcel under each brand that it may be followed as, EMS first', () => {
    const { reports } = callbacks.parse(form(sealed(moving)));
    expect(reports.map(({ carrier }) => carrier)).toEqual([
      'EMS',
      'EMSGJ',
      'EMSBG',
      'YZPY',
      'YZBK',
      'YZDSBK',
    ]);
    expect(new Set(reports.map(({ number }) => number)).size).toBe(1);
  });

  it('that undo a delivery claim no status, and no delivery', () => {
    const [report] = callbacks.parse(form(sealed(fixture('push-delivery-undone')))).reports;
    expect(report?.scans).toMatchObject([{ code: '743', status: 'UNKNOWN' }]);
  });

  it('keep a code nobody mapped, and an event without time apart', () => {
    const [unknown] = callbacks.parse(form(sealed(fixture('push-unknown-code')))).reports;
    expect(unknown?.scans).toMatchObject([{ code: 'X_777', status: 'UNKNOWN' }]);
    const [odd] = callbacks.parse(form(sealed(moving.replace('2025-01-02 09:58:00', 'soon')))).reports;
    expect(odd).toMatchObject({ scans: [], unreadable: [{ occurredText: 'soon', code: '702' }] });
  });

  it('name what names no waybill, and keep a number beyond 2^53 digit by digit', () => {
    const nobody = callbacks.parse(form(sealed(moving.replace('1100000000001', ''))));
    expect(nobody).toMatchObject({ reports: [], unreadable: ['logitcsInterface names no waybill'] });
    const long = moving.replace('"1100000000001"', '9007199254740993123');
    expect(callbacks.parse(form(sealed(long))).reports[0]?.number).toBe('9007199254740993123');
  });

  it.each([
    ['sealed with another key', form(sealed(moving, Buffer.from('fedcba9876543210').toString('base64')))],
    ['without the mark of the cipher', form(sealed(moving).slice('|$4|'.length))],
    ['marked as of another cipher', form(sealed(moving).replace('|$4|', '|$1|'))],
    ['in the clear', form(moving)],
    ['cut short', form(sealed(moving).slice(0, -8))],
    ['sealed as nothing', form('|$4|')],
    ['without the field', { headers: {}, body: Buffer.from('method=040002') }],
    ['empty', { headers: {}, body: Buffer.alloc(0) }],
    ['broken JSON', { headers: {}, body: Buffer.from('{"logitcsInterface":') }],
    ['no text', { headers: {}, body: Buffer.from([0xff, 0xfe, 0x00, 0x25]) }],
  ])('are refused where they are %s', (_what, raw) => {
    expect(callbacks.verify(raw)).toBe(false);
    expect(callbacks.read(raw)).toEqual({ kind: 'forged' });
    expect(() => callbacks.parse(raw)).toThrow(MalformedCallback);
  });

  it.each([
    ['no JSON', '{"waybillNo":'],
    ['a list', `[${moving}]`],
    ['nothing', ''],
    ['only the key', SIGN_KEY],
    ['deep nesting', `{"waybillNo":${'['.repeat(50_000)}`],
  ])('are malformed where the key seals %s', (_what, text) => {
    expect(callbacks.verify(form(sealed(text)))).toBe(true);
    expect(callbacks.read(form(sealed(text)))).toMatchObject({ kind: 'malformed' });
  });

  it('never throw on bytes of any kind, sealed or not', () => {
    const read = (raw: RawCallback): string => callbacks.read(raw).kind;
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        read({ headers: {}, body: Buffer.from(bytes) });
        read(form(sealed(Buffer.from(bytes))));
      }),
    );
    fc.assert(fc.property(fc.string(), (text) => void read(form(`|$4|${text}`))));
    fc.assert(
      fc.property(fc.jsonValue(), (value) => void read(form(sealed(JSON.stringify({ waybillNo: value }))))),
    );
  });

  it('are acknowledged byte for byte as documented, and refused with 200 as well', () => {
    expect(callbacks.ack(true)).toEqual({
      status: 200,
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: `{"serialNo":"${SERIAL}","code":"00000","codeMessage":"成功","senderNo":"1100000000000"}`,
    });
    expect(callbacks.ack(false, '解密失败')).toMatchObject({
      status: 200,
      body: `{"serialNo":"${SERIAL}","code":"S00001","codeMessage":"解密失败","senderNo":"1100000000000"}`,
    });
  });
});
