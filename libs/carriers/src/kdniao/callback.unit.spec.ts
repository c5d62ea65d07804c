import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MalformedCallback } from '../errors.js';
import type { RawCallback } from '../port.js';
import { KdniaoCallbacks } from './callback.js';
import { KdniaoConfig } from './config.js';
import { readJson } from '../json.js';
import { dataSign } from './signature.js';

const config = Object.assign(new KdniaoConfig(), { eBusinessId: '1000001', apiKey: 'sample-kdniao-key' });
const callbacks = new KdniaoCallbacks(config, { now: () => Date.UTC(2025, 0, 2, 2, 0, 0) });

const fixture = (name: string): string =>
  JSON.stringify(JSON.parse(readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), 'utf8')));

const form = (
  data: string,
  { type = '102', sign = dataSign(data, config.apiKey), twice = false } = {},
): RawCallback => {
  const once = twice ? encodeURIComponent(data) : data;
  const fields = { RequestData: once, RequestType: type, DataSign: sign };
  return { headers: {}, body: Buffer.from(new URLSearchParams(fields).toString()) };
};

const json = (data: string): RawCallback => {
  const fields = { RequestData: data, RequestType: 102, DataSign: dataSign(data, config.apiKey) };
  return { headers: {}, body: Buffer.from(JSON.stringify(fields)) };
};

const numbers = (raw: RawCallback): string[] => callbacks.parse(raw).reports.map((report) => report.number);

const unreadableFee = fixture('push-103-picked-up').replace('"9.50"', '"9.505"');

describe('KDNiao pushes', () => {
  const moving = fixture('push-102-moving');

  it('reads many bookings of one push, and names the items it cannot read without their content', () => {
    const content = callbacks.parse(form(fixture('push-103-many'), { type: '103' }));
    expect(content.reports).toEqual([]);
    expect(content.bookings.map(({ bookingId, status }) => [bookingId, status])).toEqual([
      ['B-1', 'picked_up'],
      ['B-4', 'UNKNOWN'],
    ]);
    expect(content.unreadable).toEqual([
      'Data[1] has an amount that cannot be read',
      'Data[2] names no order of ours',
    ]);
  });

  it.each([
    ['a form', form(moving)],
    ['a form encoded twice', form(moving, { twice: true })],
    ['JSON', json(moving)],
  ])('reads the same report from %s', (_how, raw) => {
    expect(callbacks.verify(raw)).toBe(true);
    const reading = callbacks.read(raw);
    expect(reading).toMatchObject({ kind: 'accepted', content: { kind: '102', unreadable: [] } });
    expect(callbacks.parse(raw)).toMatchObject({
      reports: [{ number: 'YT1234567890123', carrier: 'YTO', echo: 'ret-77', providerState: '202' }],
    });
    expect(callbacks.parse(raw).reports[0]?.scans.map((scan) => scan.code)).toEqual(['1', '2', '204', '202']);
  });

  it('reads a text with escapes of its own as it was signed', () => {
    const data = moving.replace('派件中', '满100%25减');
    expect(callbacks.parse(form(data)).reports[0]?.scans.at(-1)?.text).toContain('100%25');
    expect(callbacks.parse(form(data, { twice: true })).reports[0]?.scans.at(-1)?.text).toContain('100%25');
  });

  it.each(['push-102-reversed', 'push-102-repeated'])('reads %s as the plain history', (name) => {
    expect(callbacks.parse(form(fixture(name)))).toEqual(callbacks.parse(form(moving)));
  });

  it('keeps an unknown code raw and reads its neighbours', () => {
    const scans = callbacks.parse(form(fixture('push-102-unknown-code'))).reports[0]?.scans ?? [];
    expect(scans.at(-1)).toMatchObject({ code: '299', status: 'UNKNOWN', text: '【杭州市】机器人配送' });
    expect(scans).toHaveLength(5);
  });

  it('reads many waybills of one push, and names the item it cannot read', () => {
    const content = callbacks.parse(form(fixture('push-102-many')));
    expect(content.reports.map((report) => report.carrier)).toEqual(['YTO', 'ZTO']);
    expect(content.unreadable).toEqual(['Data[2] names no waybill']);
  });

  it('reads numbers where text is documented', () => {
    const [report] = callbacks.parse(form(fixture('push-102-lenient'))).reports;
    expect(report).toMatchObject({ providerState: '301', unreadable: [{ text: '时间缺失' }] });
    expect(report?.scans.map((scan) => scan.status)).toEqual(['PICKED_UP', 'DELIVERED']);
  });

  it('keeps numbers beyond 2^53 digit by digit', () => {
    const data = moving.replace('"YT1234567890123"', '9007199254740993123');
    expect(numbers(form(data))).toEqual(['9007199254740993123']);
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 24n }), (number) => {
        expect(String((readJson(`{"n": [${number}, 1]}`) as { n: unknown[] }).n[0])).toBe(String(number));
      }),
    );
  });

  it('takes no push for one of another kind than was signed', () => {
    const booking = fixture('push-103-picked-up');
    expect(callbacks.parse(form(booking, { type: '102' }))).toMatchObject({
      reports: [],
      unreadable: ['Data[0] names no waybill'],
    });
    const track = moving.replace('"OrderCode":""', '"OrderCode":"B-1"');
    expect(callbacks.parse(form(track, { type: '103' }))).toMatchObject({
      bookings: [],
      unreadable: ['Data[0] names no order of ours'],
    });
  });

  it.each([
    ['a wrong signature', form(moving, { sign: dataSign(moving, 'another-key') })],
    [
      'a changed byte',
      { headers: {}, body: Buffer.from(form(moving).body.toString().replace('YTO', 'ZTO')) },
    ],
    ['no signature', { headers: {}, body: Buffer.from('RequestData={}&RequestType=102') }],
    ['an empty body', { headers: {}, body: Buffer.alloc(0) }],
    ['broken JSON', { headers: {}, body: Buffer.from('{"RequestData":') }],
    ['bytes that are no text', { headers: {}, body: Buffer.from([0xff, 0xfe, 0x00, 0x25]) }],
  ])('refuses %s before reading it', (_what, raw) => {
    expect(callbacks.verify(raw)).toBe(false);
    expect(callbacks.read(raw)).toEqual({ kind: 'forged' });
  });

  it.each([
    ['no JSON', form('{"Data":')],
    ['no Data', form('{"EBusinessID":"1000001"}')],
    ['a type that is not read', form(moving, { type: '107' })],
    ['an amount that cannot be read', form(unreadableFee, { type: '103' })],
    ['another account', form(moving.replace('"1000001"', '"1000002"'))],
    ['deep nesting', form(`{"Data":${'['.repeat(50_000)}`)],
  ])('calls a signed push malformed that has %s', (_what, raw) => {
    expect(callbacks.read(raw)).toMatchObject({ kind: 'malformed' });
    expect(() => callbacks.parse(raw)).toThrow(MalformedCallback);
  });

  it('never throws on bytes of any kind', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => void callbacks.read({ headers: {}, body: Buffer.from(bytes) })),
    );
    fc.assert(fc.property(fc.json(), (data) => void callbacks.read(form(data))));
  });

  it.each(['\uFEFF', '\n', '\r\n\r\n', '\uFEFF\n'])('reads the same behind %j', (lead) => {
    const plain = callbacks.read(form(moving));
    expect(callbacks.read(form(lead + moving))).toEqual(plain);
    expect(callbacks.read(json(lead + moving))).toEqual(plain);
    const behind = Buffer.concat([Buffer.from(lead), json(moving).body]);
    expect(callbacks.read({ headers: {}, body: behind })).toEqual(plain);
  });

  it.each([
    [
      true,
      undefined,
      '{"EBusinessID":"1000001","UpdateTime":"2025-01-02 10:00:00","Success":true,"Reason":""}',
    ],
    [
      false,
      '签名错误',
      '{"EBusinessID":"1000001","UpdateTime":"2025-01-02 10:00:00","Success":false,"Reason":"签名错误"}',
    ],
  ])(
    'answers %s byte for byte as documented, in Shanghai time, with 200 also for a refusal',
    (ok, why, body) => {
      const headers = { 'content-type': 'application/json; charset=utf-8' };
      expect(callbacks.ack(ok, why)).toEqual({ status: 200, headers, body });
    },
  );
});
