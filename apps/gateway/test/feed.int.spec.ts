import { request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { newId } from '@cartrail/kernel';
import { anOrderImported, waitUntil } from '@cartrail/testing';
import type { GatewayConfig } from '../src/config.js';
import { GatewayUnderTest } from './support/gateway.js';

interface Opened {
  readonly first: string;
  readonly ended: Promise<void>;
}

/** Follows a case from its beginning; told with the first event. */
async function follow(gateway: GatewayUnderTest, caseId: string, key: string): Promise<Opened> {
  const server = gateway.service.app.getHttpServer() as Server;
  const { port } = server.address() as AddressInfo;
  const headers = { authorization: `Bearer ${key}`, 'last-event-id': '0' };
  const path = `/v1/cases/${caseId}/events`;
  return new Promise((resolve, reject) => {
    const asked = request({ port, path, headers }, (answer) => {
      const ended = new Promise<void>((done) => answer.once('close', done));
      let text = '';
      answer.on('data', (chunk: Buffer) => {
        text += chunk.toString('utf8');
        if (text.includes('data:')) resolve({ first: text, ended });
      });
    });
    asked.once('error', reject);
    asked.end();
  });
}

async function start(settings: Partial<GatewayConfig> = {}): Promise<GatewayUnderTest> {
  const gateway = await GatewayUnderTest.start(settings);
  await gateway.openTenant();
  await gateway.service.app.listen(0, '127.0.0.1');
  return gateway;
}

describe('the live feed of a case', () => {
  it('stops while a live feed is open, and ends the feed', async () => {
    const gateway = await start();
    const order = anOrderImported();
    await gateway.service.given(order);
    const { first, ended } = await follow(gateway, order.data.orderId, gateway.adminKey());
    expect(first).toContain('id: 1');
    await gateway.service.stop();
    await ended;
  });

  it('ends when its key is revoked or its case leaves the key’s part, and only then', async () => {
    const gateway = await start({ STREAM_HEARTBEAT_MS: 100 });
    const [orderId, shopId] = [newId(), newId()];
    await gateway.service.given(anOrderImported({ orderId, shopId, merchantId: 'm-1' }));
    const { key, keyId } = await gateway.issueKey({ role: 'support' });
    const { key: ofMerchant } = await gateway.issueKey({ role: 'support', merchantIds: ['m-1'] });
    const endings: string[] = [];
    const watch = async (name: string, token: string): Promise<void> => {
      const { ended } = await follow(gateway, orderId, token);
      void ended.then(() => endings.push(name));
    };
    await watch('admin', gateway.adminKey());
    await watch('revoked', key);
    await watch('merchant', ofMerchant);
    await gateway.service.given(anOrderImported({ orderId, shopId, merchantId: 'm-2' }));
    const count = (most: number) => () =>
      Promise.resolve(endings.length >= most ? undefined : `${most} ended feeds, not ${endings.join()}`);
    await waitUntil(count(1));
    expect(endings).toEqual(['merchant']);
    await gateway.call('DELETE', `/v1/api-keys/${keyId}`, gateway.adminKey());
    await waitUntil(count(2), 8_000);
    expect(endings).toEqual(['merchant', 'revoked']);
    await gateway.service.stop();
  });
});
