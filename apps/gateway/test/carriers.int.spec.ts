import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { carriers } from '@cartrail/carriers';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { GatewayUnderTest } from './support/gateway.js';
import { json, StandInOwners } from './support/owners.js';

const URL = '/v1/carriers';
const RECOGNITION = `${URL}/recognition`;

interface Listed {
  readonly code: string;
  readonly name: { readonly zh: string; readonly en?: string };
}

describe('carriers at the gateway', () => {
  let tracking: StandInOwners;
  let gateway: GatewayUnderTest;

  beforeAll(async () => {
    tracking = await StandInOwners.start();
    gateway = await GatewayUnderTest.start({ TRACKING_URL: tracking.url });
    await gateway.openTenant();
  });
  afterEach(() => {
    tracking.heard.length = 0;
    tracking.answer = (_heard, response) => response.end('{}');
  });
  afterAll(async () => {
    await gateway.service.stop();
    tracking.stop();
  });

  const list = (headers: Readonly<Record<string, string>> = {}) =>
    gateway.service.http({ method: 'GET', url: URL, headers });

  it('are listed whole for everybody, with names, codes elsewhere and who can be asked about them', async () => {
    const { status, body, headers } = await list();
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('application/json; charset=utf-8');
    expect(body).toMatchObject({ nextCursor: null, hasMore: false });
    const { data } = body as { data: readonly Listed[] };
    expect(data.map(({ code }) => code)).toEqual(carriers.map(({ code }) => code));
    expect(data.length).toBeGreaterThanOrEqual(90);
    expect(data[0]).toEqual({
      code: 'SF',
      name: { zh: '顺丰速运', en: 'SF Express' },
      codes: { kdniao: 'SF', kuaidi100: 'shunfeng', taobao: 'SF', douyin: 'shunfeng' },
      needsPhoneTail: true,
      providers: { follow: ['kdniao', 'kuaidi100', 'sf'], book: ['kdniao', 'kuaidi100', 'sf'] },
    });
    expect(data.find(({ code }) => code === 'DBLKY')).toMatchObject({
      providers: { follow: ['kdniao', 'kuaidi100', 'deppon'], book: ['kdniao', 'kuaidi100'] },
    });
    expect(tracking.heard).toEqual([]);
  });

  it('are not sent again to who has the list', async () => {
    const { headers } = await list();
    const again = await list({ 'if-none-match': String(headers['etag']) });
    expect([again.status, again.text]).toEqual([304, '']);
    expect((await list({ 'if-none-match': '"of another release"' })).status).toBe(200);
  });

  it('are recognised by tracking, whose answer comes back as it is', async () => {
    const answer = { data: [{ number: '1', certain: false, candidates: [], asked: [] }] };
    tracking.answer = (_heard, response) => {
      json(response, 200, answer);
    };
    const body = { numbers: ['1'], ask: true };
    const recognised = await gateway.call('POST', RECOGNITION, gateway.adminKey(), body);
    expect([recognised.status, recognised.body]).toEqual([200, answer]);
    expect(tracking.bodies('/internal/carriers/recognition')).toEqual([body]);
  });

  it('are recognised with a problem that names the number where tracking names it', async () => {
    const problem = {
      code: 'request/invalid',
      errors: [{ pointer: '/numbers/1', code: 'invalid', message: '' }],
    };
    tracking.answer = (_heard, response) => {
      response.writeHead(400, { 'content-type': 'application/problem+json' }).end(JSON.stringify(problem));
    };
    const refused = await gateway.call('POST', RECOGNITION, gateway.adminKey(), { numbers: ['1', '?'] });
    expect([refused.status, refused.body]).toEqual([400, problem]);
    expect(refused.headers['content-type']).toContain('application/problem+json');
  });

  it('are recognised for who reads cases, and not for a part of the tenant, whose parcels are all counted', async () => {
    const as = async (key: object): Promise<unknown[]> => {
      const issued = await gateway.issueKey(key);
      const { status, body } = await gateway.call('POST', RECOGNITION, issued.key, { numbers: ['1'] });
      return [status, (body as { code?: string }).code];
    };
    tracking.answer = (_heard, response) => {
      json(response, 200, {});
    };
    for (const role of ['integrator', 'support', 'merchant'])
      expect(await as({ role })).toEqual([200, undefined]);
    expect(await as({ role: 'warehouse' })).toEqual([403, 'auth/forbidden']);
    expect(await as({ role: 'support', shopIds: ['s-1'] })).toEqual([403, 'auth/part-of-tenant']);
    expect((await gateway.service.http({ method: 'POST', url: RECOGNITION, body: {} })).status).toBe(401);
    expect(tracking.heard).toHaveLength(3);
  });

  it('are in the API reference', () => {
    const { paths } = SwaggerModule.createDocument(gateway.service.app, new DocumentBuilder().build());
    expect(paths[URL]).toMatchObject({ get: { tags: ['carriers'] } });
    expect(paths[RECOGNITION]).toMatchObject({
      post: {
        security: [{ bearer: [] }],
        requestBody: { content: { 'application/json': { schema: { required: ['numbers'] } } } },
        responses: { '200': {} },
      },
    });
  });
});
