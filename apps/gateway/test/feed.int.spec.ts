import { request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { anOrderImported } from '@cartrail/testing';
import { GatewayUnderTest } from './support/gateway.js';

describe('the live feed of a case', () => {
  it('stops while a live feed is open, and ends the feed', async () => {
    const gateway = await GatewayUnderTest.start();
    await gateway.openTenant();
    const order = anOrderImported();
    await gateway.service.given(order);
    await gateway.service.app.listen(0, '127.0.0.1');
    const server = gateway.service.app.getHttpServer() as Server;
    const { port } = server.address() as AddressInfo;
    const headers = { authorization: `Bearer ${gateway.adminKey()}`, 'last-event-id': '0' };
    const path = `/v1/cases/${order.data.orderId}/events`;
    const { first, ended } = await new Promise<{ first: string; ended: Promise<void> }>((resolve, reject) => {
      const asked = request({ port, path, headers }, (answer) => {
        const end = new Promise<void>((done) => answer.once('close', done));
        let text = '';
        answer.on('data', (chunk: Buffer) => {
          text += chunk.toString('utf8');
          if (text.includes('data:')) resolve({ first: text, ended: end });
        });
      });
      asked.once('error', reject);
      asked.end();
    });
    expect(first).toContain('id: 1');
    await gateway.service.stop();
    await ended;
  });
});
