import { createHash, createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { HOUR } from '@cartrail/kernel';
import type { OpenPlatform, ShopRef } from '../../src/application/ports.js';
import { mappedConnector } from '../../src/outbound/platforms/mapped/connector.js';
import { documentWith, samplePayload } from '../mapping-examples.js';

const NOW = 1_700_000_000_000;
const SECRET = 'helloworld';
const shop: ShopRef = { tenantId: 't', shopId: 's', vendorShopId: 'v-1', platform: 'mapped' };

let server: Server;
let erp: OpenPlatform;
const asked: Record<string, string>[] = [];

/** The ERP checks every call as TOP's document says, by code of its own. */
function isSigned({ sign, ...params }: Record<string, string>): boolean {
  const text = Object.keys(params)
    .sort()
    .map((name) => name + (params[name] ?? ''))
    .join('');
  return sign === createHmac('md5', SECRET).update(text).digest('hex').toUpperCase();
}

const trade = (tid: string) => ({ ...samplePayload('erp-top', 'order'), tid });

function answer(params: Record<string, string>): object {
  if (!isSigned(params)) return { error_response: { code: 26, msg: 'sign' } };
  switch (params['method']) {
    case 'erp.trade.changed':
      return params['cursor'] === ''
        ? { success: true, trades: [trade('1'), trade('2')], next_cursor: 'c2', has_next: true }
        : { success: true, trades: [trade('3')], next_cursor: 'c3', has_next: false };
    case 'erp.trade.get':
      return { success: true, trade: trade(params['tid'] ?? '') };
    case 'erp.refund.get':
      return { success: true, refund: samplePayload('erp-top', 'after-sale') };
    default:
      return { success: true };
  }
}

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const params = Object.fromEntries(new URLSearchParams(body));
      asked.push(params);
      response.end(JSON.stringify(answer(params)));
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  erp = open(SECRET);
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

function open(secret: string): OpenPlatform {
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/router`;
  const application = {
    connectionId: createHash('md5').update(baseUrl).digest('hex'),
    credentials: { appKey: '12345678', secret, accessToken: 's-demo' },
    settings: { mapping: documentWith('erp-top', { '/connection/baseUrl': baseUrl }) },
    hosts: {},
    timeoutMs: 2_000,
  };
  return mappedConnector({ allowPrivate: true }).open(application, { now: () => NOW });
}

beforeEach(() => {
  asked.length = 0;
});

describe('an ERP’s order feed in the TOP vocabulary', () => {
  it('is read whole, cursor by cursor, its window in Shanghai time', async () => {
    const ids: string[] = [];
    const window = { from: NOW - HOUR, to: NOW };
    for await (const page of erp.orders.changed.pages(shop, window, (call) => call('-')))
      for (const row of page)
        if (row.kind === 'whole' && row.pulled.order) ids.push(row.pulled.platformOrderId);
    expect(ids).toEqual(['1', '2', '3']);
    expect(asked[0]).toMatchObject({
      start_modified: '2023-11-15 05:13:20',
      end_modified: '2023-11-15 06:13:20',
      page_size: '100',
    });
  });

  it('shows a receiver as masked as the ERP does, with nothing to open', async () => {
    const { order, cipher } = await erp.orders.order(shop, '-', '2100000000000000123');
    expect(cipher).toMatchObject({ name: '', phone: '', address: '' });
    expect(order).toMatchObject({
      platformOrderId: '2100000000000000123',
      receiver: { nameMask: '王**', phoneMask: '138****1234', phoneTail: '1234', regionCode: '330106' },
      lines: [{ payAmountFen: 4_800 }, { payAmountFen: 3_200 }],
    });
  });

  it('brings cases in its own words and ours, and hears that goods came', async () => {
    const { seen } = await erp.cases.case(shop, '-', { platformAfterSaleId: '2100000000000000999' });
    expect(seen).toMatchObject({
      kind: 'return_refund',
      status: 'return_shipped',
      returnParcel: { carrier: 'SF' },
    });
    if (!seen) throw new Error('no case');
    await erp.cases.actions.reportReceived?.(shop, '-', seen, { receivedAt: NOW });
    expect(asked.at(-1)).toMatchObject({
      method: 'erp.refund.received',
      refund_id: '2100000000000000999',
      received: '2023-11-15 06:13:20',
    });
  });

  it('refuses a wrong signature, and that is an authorisation that has ended', async () => {
    await expect(open('another').orders.order(shop, '-', '1')).rejects.toMatchObject({
      kind: 'auth_expired',
    });
  });
});
