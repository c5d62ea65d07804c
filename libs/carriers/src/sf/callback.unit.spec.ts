import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MalformedCallback } from '../errors.js';
import type { CallbackContent, RawCallback } from '../port.js';
import { SfCallbacks } from './callback.js';
import { orderStatesWith } from './order-state-table.js';

const callbacks = new SfCallbacks(orderStatesWith('收派员已接单=courier_assigned 04-99998=accepted'));

const file = (name: string): string => readFileSync(new URL(`./fixtures/${name}`, import.meta.url), 'utf8');
const fixture = (name: string): string => JSON.stringify(JSON.parse(file(`${name}.json`)));

const raw = (body: string): RawCallback => ({ headers: {}, body: Buffer.from(body) });
const form = (content: string): RawCallback => raw(new URLSearchParams({ content }).toString());

const routes = raw(fixture('push-routes'));
const legacy = raw(file('push-routes.xml'));
const order = raw(fixture('push-order-assigned'));
const fee = form(fixture('push-fee'));

/** What some senders put before a document. */
const LEADS = ['\uFEFF', '\n', '\r\n\r\n', '\uFEFF\n'];

const parsed = (name: string): CallbackContent => callbacks.parse(raw(fixture(name)));

describe('SF pushes of routes', () => {
  it('read the same from JSON and from the legacy XML', () => {
    const content = callbacks.parse(routes);
    expect(content).toMatchObject({
      kind: 'route',
      bookings: [],
      unreadable: [],
      reports: [
        {
          number: 'SF1234567890123',
          carrier: 'SF',
          echo: 'RB-1',
          fullHistory: false,
          scans: [
            { code: '50', status: 'PICKED_UP', place: '金华市', placeParts: { city: '金华市' } },
            { code: '31', status: 'IN_TRANSIT', text: '快件到达 【杭州<余杭>中转场】 & 等待派送' },
            { code: '44', status: 'OUT_FOR_DELIVERY', occurredAt: Date.UTC(2025, 0, 2, 1, 58) },
          ],
          unreadable: [],
        },
      ],
    });
    expect(callbacks.parse(legacy)).toEqual(content);
  });

  it.each([
    ['JSON in a form', (text: string): RawCallback => form(text), fixture('push-routes')],
    [
      'JSON in another field',
      (text: string) => raw(new URLSearchParams({ data: text }).toString()),
      fixture('push-routes'),
    ],
    ['XML in a form', (text: string): RawCallback => form(text), file('push-routes.xml')],
    ['XML in JSON', (content: string) => raw(JSON.stringify({ content })), file('push-routes.xml')],
  ])('read the same from %s, and answer it in its own form', (_how, push, text) => {
    expect(callbacks.read(push(text))).toEqual({ kind: 'accepted', content: callbacks.parse(routes) });
    expect(callbacks.ack(true, '', push(text))).toEqual(callbacks.ack(true, '', raw(text)));
  });

  it('tell each waybill its own, and count a route that names none', () => {
    const { reports, unreadable } = parsed('push-routes-two-waybills');
    expect(reports.map(({ number, scans }) => [number, scans.length])).toEqual([
      ['SF1234567890123', 1],
      ['SF9876543210987', 1],
    ]);
    expect(unreadable).toEqual(['WaybillRoute[2] names no waybill']);
  });

  it('tell a locker from a hand, and what was lost from what was delivered', () => {
    const { reports } = parsed('push-routes-two-waybills');
    expect(reports.map(({ scans: [scan] }) => [scan?.status, scan?.reason])).toEqual([
      ['DELIVERED', 'locker'],
      ['EXCEPTION', 'lost'],
    ]);
  });

  it('read one route in XML like one of many', () => {
    const one = '<Request><Body><WaybillRoute mailno="sf 1" opCode="50"/></Body></Request>';
    expect(callbacks.parse(raw(one)).reports).toMatchObject([
      { number: 'SF1', unreadable: [{ code: '50' }] },
    ]);
  });

  it('keep a number beyond 2^53 digit by digit', () => {
    const long = fixture('push-routes').replaceAll('"SF1234567890123"', '9007199254740993123');
    expect(callbacks.parse(raw(long)).reports[0]?.number).toBe('9007199254740993123');
  });
});

describe('SF pushes of orders', () => {
  it('name the order, its courier and its number', () => {
    expect(callbacks.parse(order)).toEqual({
      kind: 'order',
      reports: [],
      unreadable: [],
      bookings: [
        {
          provider: 'sf',
          bookingId: 'RB-1',
          status: 'courier_assigned',
          code: '04-40001',
          text: '调度成功',
          number: 'SF1234567890123',
          carrier: 'SF',
          courier: { phone: '13000000000' },
          fees: [],
        },
      ],
    });
  });

  it('come as a list or as one order', () => {
    const [one] = JSON.parse(fixture('push-order-assigned')) as unknown[];
    expect(callbacks.parse(raw(JSON.stringify(one)))).toEqual(callbacks.parse(order));
  });

  it('go by their words where they have no code, as the account says what those mean', () => {
    expect(parsed('push-order-words-only').bookings).toMatchObject([
      { status: 'courier_assigned', code: '收派员已接单' },
    ]);
    const plain = new SfCallbacks(orderStatesWith(undefined));
    expect(plain.parse(raw(fixture('push-order-words-only'))).bookings).toMatchObject([
      { status: 'UNKNOWN', code: '收派员已接单' },
    ]);
  });

  it('claim no progress by a code that nobody mapped', () => {
    expect(parsed('push-order-unknown-code').bookings).toMatchObject([
      { status: 'UNKNOWN', code: '04-99999' },
    ]);
  });

  it('are read beside one that names no order', () => {
    const { bookings, unreadable } = callbacks.parse(
      raw('[{"orderNo":"","orderStateCode":"00"},{"orderNo":"RB-2","orderStateCode":"00"},7]'),
    );
    expect(bookings).toMatchObject([{ bookingId: 'RB-2', status: 'cancelled_by_user' }]);
    expect(unreadable).toHaveLength(2);
  });
});

describe('SF pushes of fees', () => {
  it.each([
    ['a form', fee],
    ['JSON', raw(JSON.stringify({ content: fixture('push-fee') }))],
  ])('charge whole fen from %s, the whole bill so far', (_how, push) => {
    expect(callbacks.parse(push)).toMatchObject({
      kind: 'fee',
      reports: [],
      unreadable: [],
      bookings: [
        {
          bookingId: 'RB-1',
          status: 'settled',
          number: 'SF1234567890123',
          weightGrams: 1250,
          fees: [
            { kind: '1', text: '运费', amountFen: 1850 },
            { kind: 'feeAmt', amountFen: 200 },
          ],
          wholeBill: true,
        },
      ],
    });
  });

  it('name a weight that is left out', () => {
    const odd = callbacks.parse(form(fixture('push-fee').replace('1.25', '"1.2kg"')));
    expect(odd.bookings[0]?.weightGrams).toBeUndefined();
    expect(odd.ignored).toEqual(['meterageWeightQty is no whole gram']);
  });

  it.each([
    ['an amount that is no whole fen', fixture('push-fee').replace('18.5', '18.555')],
    ['a fee without an amount', fixture('push-fee').replace('"feeAmt":2', '"fee":2')],
    ['no list', '{"orderNo":"RB-1","feeList":""}'],
    ['no order', fixture('push-fee').replace('RB-1', '')],
    ['no JSON', '{"feeList":'],
  ])('are parked with %s', (_what, content) => {
    expect(callbacks.read(form(content))).toMatchObject({ kind: 'malformed' });
    expect(() => callbacks.parse(form(content))).toThrow(MalformedCallback);
  });
});

describe('what SF pushes', () => {
  it.each([
    ['routes', fixture('push-routes'), raw],
    ['legacy routes', file('push-routes.xml'), raw],
    ['legacy routes in a form', file('push-routes.xml'), form],
    ['orders', fixture('push-order-assigned'), raw],
    ['fees', fixture('push-fee'), form],
    ['fees in JSON', JSON.stringify({ content: fixture('push-fee') }), raw],
  ])('is read behind a byte order mark and empty lines: %s', (_kind, text, push) => {
    const plain = callbacks.read(push(text));
    expect(plain.kind).toBe('accepted');
    for (const lead of LEADS) expect(callbacks.read(push(lead + text))).toEqual(plain);
  });

  it.each([
    ['an empty body', ''],
    ['a page', '<html><body>WaybillRoute</body></html>'],
    ['another JSON', '{"Body":{}}'],
    ['another list', '[{"orderNo":"RB-1"}]'],
    ['another form', 'param={}&sign=x'],
    ['bytes that are no text', '\u0000\uFFFD%'],
  ])('is not taken for it: %s', (_what, body) => {
    expect(callbacks.verify(raw(body))).toBe(false);
    expect(callbacks.read(raw(body))).toEqual({ kind: 'forged' });
    expect(() => callbacks.parse(raw(body))).toThrow(MalformedCallback);
  });

  it.each([
    ['half a push', '{"Body":{"WaybillRoute":['],
    ['no list of routes', '{"Body":{"WaybillRoute":{}}}'],
    ['half an element', '<Request><Body><WaybillRoute mailno="1"'],
    ['entities of its own', '<!DOCTYPE R [<!ENTITY x "y">]><Request><WaybillRoute remark="&x;"/></Request>'],
    ['half an order', '[{"orderStateCode":'],
  ])('is malformed with %s', (_what, body) => {
    expect(callbacks.read(raw(body))).toMatchObject({ kind: 'malformed' });
  });

  it('never throws on bytes of any kind', () => {
    const starts = ['', '{"WaybillRoute"', '<WaybillRoute', '[{"orderStateDesc"', 'content='];
    fc.assert(
      fc.property(fc.constantFrom(...starts), fc.uint8Array(), (start, bytes) => {
        callbacks.read({ headers: {}, body: Buffer.concat([Buffer.from(start), bytes]) });
      }),
    );
    fc.assert(fc.property(fc.jsonValue(), (value) => void callbacks.read(form(JSON.stringify(value)))));
  });

  it.each([
    [
      'routes',
      routes,
      '{"return_code":"0000","return_msg":"成功"}',
      '{"return_code":"1000","return_msg":"<no>"}',
    ],
    [
      'legacy routes',
      legacy,
      '<Response service="RoutePushService"><Head>OK</Head></Response>',
      '<Response service="RoutePushService"><Head>ERR</Head><ERROR code="4001">&lt;no&gt;</ERROR></Response>',
    ],
    ['orders', order, '{"success":true,"code":0,"msg":"成功"}', '{"success":false,"code":1,"msg":"<no>"}'],
    ['fees', fee, '{"code":200}', '{"code":500,"msg":"<no>"}'],
  ])('is answered in the form of its kind, byte for byte: %s', (_kind, push, yes, no) => {
    expect(callbacks.ack(true, undefined, push)).toMatchObject({ status: 200, body: yes });
    expect(callbacks.ack(false, '<no>', push)).toMatchObject({ status: 200, body: no });
    const type = push === legacy ? 'text/xml; charset=utf-8' : 'application/json; charset=utf-8';
    expect(callbacks.ack(true, undefined, push).headers).toEqual({ 'content-type': type });
  });

  it('is refused in JSON where it is nothing of SF', () => {
    expect(callbacks.ack(false, 'no').body).toBe('{"return_code":"1000","return_msg":"no"}');
    expect(callbacks.ack(false, 'no', raw('?')).body).toBe('{"return_code":"1000","return_msg":"no"}');
  });
});
