import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { documentWith, samplePayload } from '../mapping-examples.js';
import { OrderSyncUnderTest } from '../start.js';

const ORDER = '2100000000000000123';
const CASE = '2100000000000000999';

let server: Server;
let sync: OrderSyncUnderTest;

/** An ERP that only lists, and answers everything with the example's payloads. */
function answer(method: string | null): object {
  const trade = samplePayload('erp-top', 'order');
  const refund = samplePayload('erp-top', 'after-sale');
  switch (method) {
    case 'erp.trade.changed':
      return { success: true, trades: [trade], next_cursor: '', has_next: false };
    case 'erp.refund.changed':
      return { success: true, refunds: [refund], next_cursor: '', has_next: false };
    case 'erp.refund.get':
      return { success: true, refund };
    default:
      return { success: true, trade };
  }
}

beforeAll(async () => {
  server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const params = new URLSearchParams(Buffer.concat(parts).toString());
      response.end(JSON.stringify(answer(params.get('method'))));
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  sync = await OrderSyncUnderTest.start({ PLATFORM_ANY_HOST: true, POLL_LAG_MS: 0 });
}, 60_000);
afterAll(async () => {
  await sync.stop();
  server.closeAllConnections();
  server.close();
});

it('an ERP’s feed goes from a preview to an order and a case, by polling alone', async () => {
  const { body } = await sync.call('POST', '/internal/platform-applications', {
    platform: 'mapped',
    name: 'ERP',
    credentials: { appKey: '12345678', secret: 'helloworld' },
  });
  const { applicationId } = body as { applicationId: string };
  const say = (method: 'POST' | 'PUT', path: string, given: object) =>
    sync.call(method, `/internal/platform-applications/${applicationId}/mapping${path}`, given);
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/router`;
  const document = JSON.parse(documentWith('erp-top', { '/connection/baseUrl': baseUrl })) as object;
  expect((await say('PUT', '/draft', { document })).status).toBe(200);
  const payload = JSON.stringify(samplePayload('erp-top', 'order'));
  expect((await say('POST', '/preview', { subject: 'order', payload })).body).toMatchObject({
    result: 'ok',
    key: ORDER,
  });
  const afterSale = { subject: 'afterSale', payload: JSON.stringify(samplePayload('erp-top', 'after-sale')) };
  const run = await say('POST', '/dry-run', { payloads: [{ subject: 'order', payload }, afterSale] });
  expect(run.body).toMatchObject({ total: 2, ok: 2 });
  expect((await say('POST', '/publish', { note: 'first' })).status).toBe(200);
  const shop = { platform: 'mapped', applicationId, vendorShopId: 'ERP-1', name: 'ERP' };
  expect((await sync.call('POST', '/internal/shops', shop)).status).toBe(201);
  const orderId = await sync.orderOf(ORDER);
  const caseId = await sync.caseOf(CASE);
  expect(sync.service.published('AfterSaleRequested', caseId)).toMatchObject([{ data: { orderId } }]);
});
