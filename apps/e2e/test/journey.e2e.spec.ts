import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Door } from '../src/doors/http.js';
import { readStack, type Stack } from '../src/doors/stack.js';
import { RunningStack } from './stack.js';

describe('a stack started as a newcomer starts it', () => {
  let running: RunningStack;
  let stack: Stack;

  beforeAll(async () => {
    running = await RunningStack.up();
    stack = await readStack(running.data);
  });
  afterAll(() => running.down());

  const asRole = (role: string): Door =>
    new Door(stack.gatewayUrl, { authorization: `Bearer ${stack.keys[role] ?? ''}` });

  it('carries twenty peculiar orders from paid to delivered, and every case agrees with the ledgers', async () => {
    const finished = await running.run('apps/e2e/dist/journey.js', '--orders', '20');
    const complaints = finished.code === 0 ? [] : await running.complaints();
    expect({ ...finished, complaints }).toEqual({
      code: 0,
      output: expect.not.stringContaining('✗'),
      complaints: [],
    });
  });

  it('refuses a call without a key, and one whose key lacks the scope', async () => {
    await expect(new Door(stack.gatewayUrl).get('/v1/cases')).rejects.toMatchObject({ status: 401 });
    await expect(asRole('warehouse').get('/v1/cases')).rejects.toMatchObject({ status: 403 });
  });

  it('names the unknown field of a command', async () => {
    const body = { platform: 'douyin', vendorShopId: '1000000001', name: 'x', colour: 'red' };
    await expect(asRole('integrator').post('/v1/shops', body)).rejects.toMatchObject({
      status: 400,
      body: expect.stringContaining('/colour'),
    });
  });

  it('gives a repeated command its first answer', async () => {
    const endpoint = { url: `${stack.simulatorUrl}/receiver/repeat` };
    const key = { 'idempotency-key': 'e2e-repeat' };
    const first = await asRole('integrator').post<{ endpointId: string }>(
      '/v1/webhook-endpoints',
      endpoint,
      key,
    );
    const second = await asRole('integrator').post<{ endpointId: string }>(
      '/v1/webhook-endpoints',
      endpoint,
      key,
    );
    expect(second.endpointId).toBe(first.endpointId);
    const other = { url: `${stack.simulatorUrl}/receiver/other` };
    await expect(asRole('integrator').post('/v1/webhook-endpoints', other, key)).rejects.toMatchObject({
      status: 422,
    });
  });

  it('has a reference that describes every public path', async () => {
    const document = await new Door(stack.gatewayUrl).get<{
      openapi: string;
      paths: Record<string, unknown>;
    }>('/openapi.json');
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths)).toEqual(
      expect.arrayContaining(['/v1/cases', '/v1/cases/{caseId}', '/v1/alerts']),
    );
  });
});
