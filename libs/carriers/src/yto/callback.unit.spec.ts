import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MalformedCallback } from '../errors.js';
import type { CallbackContent, RawCallback } from '../port.js';
import { YtoCallbacks } from './callback.js';

const callbacks = new YtoCallbacks();

const fixture = (name: string): string =>
  readFileSync(new URL(`./fixtures/${name}.xml`, import.meta.url), 'utf8');

const fieldsOf = (document: string): Record<string, string> => ({
  logistics_interface: document,
  data_digest: 'QUJDREVGR0hJSktMTU5PUA==',
  clientId: 'K21000119',
  type: 'online',
});
const form = (document: string): RawCallback => ({
  headers: {},
  body: Buffer.from(new URLSearchParams(fieldsOf(document)).toString()),
});
const json = (document: string): RawCallback => ({
  headers: {},
  body: Buffer.from(JSON.stringify(fieldsOf(document))),
});
const parsed = (name: string): CallbackContent => callbacks.parse(form(fixture(name)));

const sent = fixture('push-sent-scan');

describe('YTO pushes', () => {
  it.each([
    ['a form', form(sent)],
    ['JSON', json(sent)],
  ])('tell one event of a parcel from %s', (_how, raw) => {
    expect(callbacks.read(raw)).toEqual({
      kind: 'accepted',
      content: {
        kind: 'STATUS',
        bookings: [],
        unreadable: [],
        reports: [
          {
            provider: 'yto',
            number: 'YT1234567890123',
            carrier: 'YTO',
            carrierCode: 'YTO',
            fullHistory: false,
            echo: 'RB-1',
            courier: { name: '李四' },
            unreadable: [],
            scans: [
              {
                provider: 'yto',
                occurredAt: Date.UTC(2025, 0, 2, 1, 58),
                occurredText: '2025-01-02 09:58:00',
                code: 'SENT_SCAN',
                text: '【杭州<余杭>】派件 & 联系收件人',
                place: '杭州市 余杭区',
                placeParts: { city: '杭州市', district: '余杭区', site: '浙江省金华市义乌市' },
                courier: { name: '李四' },
                status: 'OUT_FOR_DELIVERY',
                order: 0,
              },
            ],
          },
        ],
      },
    });
  });

  it.each(['\uFEFF', '\n', '\r\n\r\n', '\uFEFF\n'])('are read the same behind %j', (lead) => {
    const declared = `<?xml version="1.0" encoding="UTF-8"?>${sent}`;
    const plain = callbacks.read(form(sent));
    expect(callbacks.read(form(lead + declared))).toEqual(plain);
    expect(callbacks.read(json(lead + declared))).toEqual(plain);
    const behind = Buffer.concat([Buffer.from(lead), json(sent).body]);
    expect(callbacks.read({ headers: {}, body: behind })).toEqual(plain);
  });

  it('tell of a scan who had the parcel: who collected it, where nobody delivers it', () => {
    const [scan] = parsed('push-got').reports[0]?.scans ?? [];
    expect(scan).toMatchObject({ place: '金华市 义乌市', courier: { name: '王五' } });
    expect(scan?.placeParts).toEqual({ city: '金华市', district: '义乌市', site: '浙江省金华市义乌市' });
  });

  it('tell of a parcel and its order where a courier collected it', () => {
    const { reports, bookings } = parsed('push-got');
    expect(reports).toMatchObject([{ number: 'YT1234567890123', scans: [{ status: 'PICKED_UP' }] }]);
    expect(bookings).toMatchObject([
      { bookingId: 'RB-1', status: 'picked_up', number: 'YT1234567890123', courier: { name: '王五' } },
    ]);
  });

  it.each([
    ['push-order-accepted', 'accepted', 'ACCEPT', '已接单', 'YT1234567890123'],
    [
      'push-order-rebooked',
      'accepted',
      'ORDER_BOOKING',
      '客户改约 2025-01-02 09:00:00 – 2025-01-02 11:00:00',
      undefined,
    ],
    ['push-order-not-sent', 'pickup_failed', 'NOT_SEND', '揽收失败 客户不在家', undefined],
    ['push-order-unknown-code', 'UNKNOWN', 'ORDER_ELSEWHERE', '状态更新', undefined],
  ])('tell of an order alone: %s', (name, status, code, text, number) => {
    expect(parsed(name)).toMatchObject({
      reports: [],
      bookings: [{ bookingId: 'RB-1', status, code, text, number, fees: [] }],
    });
  });

  it('keep a code that nobody mapped, of a parcel that is named', () => {
    expect(parsed('push-unknown-code')).toMatchObject({
      bookings: [],
      reports: [{ scans: [{ code: 'TMS_ELSEWHERE', status: 'UNKNOWN', text: '状态更新' }] }],
    });
  });

  it('say why a parcel was not handed over', () => {
    expect(parsed('push-failed').reports).toMatchObject([
      { note: '客户要求改约', scans: [{ status: 'DELIVERY_FAILED' }] },
    ]);
  });

  it('count an event whose time cannot be read', () => {
    const odd = callbacks.parse(form(sent.replace('2025-01-02 09:58:00', 'soon')));
    expect(odd.reports).toMatchObject([{ scans: [], unreadable: [{ occurredText: 'soon' }] }]);
  });

  it.each([
    ['an empty body', ''],
    ['another form', 'data=%3CUpdateInfo%3E'],
    ['another document', 'logistics_interface=%3CRequest%2F%3E'],
    ['no document', 'logistics_interface='],
    ['broken JSON', '{"logistics_interface":"<UpdateInfo>'],
  ])('are not taken for it: %s', (_what, body) => {
    const raw = { headers: {}, body: Buffer.from(body) };
    expect(callbacks.verify(raw)).toBe(false);
    expect(callbacks.read(raw)).toEqual({ kind: 'forged' });
    expect(() => callbacks.parse(raw)).toThrow(MalformedCallback);
  });

  it.each([
    ['half a document', '<UpdateInfo><mailNo>'],
    ['another root', '<A><UpdateInfo/></A>'],
    ['an empty root', '<UpdateInfo/>'],
    ['no names', '<UpdateInfo><infoContent>SIGNED</infoContent></UpdateInfo>'],
    ['entities of its own', `<!DOCTYPE U [<!ENTITY x "y">]>${sent}`],
  ])('are malformed with %s', (_what, document) => {
    expect(callbacks.read(form(document))).toMatchObject({ kind: 'malformed' });
  });

  it('never throw on bytes of any kind', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const body = Buffer.concat([Buffer.from('logistics_interface=<UpdateInfo'), bytes]);
        callbacks.read({ headers: {}, body });
        callbacks.ack(true, undefined, { headers: {}, body });
      }),
    );
  });

  it('are answered byte for byte, naming their order', () => {
    const answer = (success: string, id = 'RB-1'): string =>
      `<Response><logisticProviderID>YTO</logisticProviderID><txLogisticID>${id}</txLogisticID>${success}</Response>`;
    expect(callbacks.ack(true, undefined, form(sent))).toEqual({
      status: 200,
      headers: { 'content-type': 'text/xml; charset=utf-8' },
      body: answer('<success>true</success>'),
    });
    expect(callbacks.ack(false, '<no>', json(sent)).body).toBe(
      answer('<success>false</success><reason>&lt;no&gt;</reason>'),
    );
    const odd = sent.replace('RB-1', '&lt;/Response&gt;');
    expect(callbacks.ack(true, undefined, form(odd)).body).toBe(
      answer('<success>true</success>', '&lt;/Response&gt;'),
    );
    expect(callbacks.ack(true).body).toBe(answer('<success>true</success>', ''));
    expect(callbacks.ack(true, undefined, form('?')).body).toBe(answer('<success>true</success>', ''));
  });
});
