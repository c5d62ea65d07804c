import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PinduoduoAuthorisation } from './authorisation.js';
import { TooManyRows, type ShopRef } from '../../../application/ports.js';
import { PinduoduoClient } from './client.js';
import { PinduoduoOrders } from './orders.js';
import { signCall } from './signature.js';

const app = { clientId: 'cid-demo', clientSecret: 'csec-demo' };

let server: Server;
let answer: string;
let asked: { path: string; fields: Map<string, string> };

beforeEach(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const form = new URLSearchParams(Buffer.concat(chunks).toString());
      asked = { path: request.url ?? '', fields: new Map(form) };
      response.end(answer);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

const client = (): PinduoduoClient =>
  new PinduoduoClient(
    { ...app, baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, timeoutMs: 5_000 },
    { now: () => 1_700_000_000_999 },
  );

describe('a call to Pinduoduo', () => {
  it('is a form of texts: booleans in words, objects as JSON with ids beyond 2^53 exact, all of it signed', async () => {
    answer = '{"response":{"result":{"succ":true}}}';
    const request = { order_sn: '231115-1', after_sales_id: 9_007_199_254_740_993n };
    await client().write('at-demo', 'pdd.refund.agree', request);
    const { sign, ...fields } = Object.fromEntries(asked.fields);
    expect(asked.path).toBe('/api/router');
    expect(fields).toEqual({
      type: 'pdd.refund.agree',
      client_id: 'cid-demo',
      access_token: 'at-demo',
      timestamp: '1700000000',
      data_type: 'JSON',
      version: 'V1',
      request: '{"order_sn":"231115-1","after_sales_id":9007199254740993}',
    });
    expect(sign).toBe(signCall(app, new Map(Object.entries(fields))));
  });

  it('asks a list for its count, as its last page comes first', async () => {
    answer = '{"order_sn_increment_get_response":{"total_count":0,"order_sn_list":[]}}';
    await client().changedOrders('at-demo', { from: 1, to: 2, page: 1, size: 100 });
    expect(Object.fromEntries(asked.fields)).toMatchObject({
      order_status: '5',
      refund_status: '5',
      is_lucky_flag: '0',
      start_updated_at: '1',
      end_updated_at: '2',
      page: '1',
      page_size: '100',
      use_has_next: 'false',
    });
  });

  it.each([
    ['{"error_response":{"error_code":10019,"error_msg":"access_token已过期"}}', 'auth_expired'],
    ['{"error_response":{"error_code":70031,"sub_code":null,"sub_msg":null}}', 'throttled'],
    ['{"something_else":{}}', 'transient'],
    ['<html>', 'transient'],
    ['null', 'transient'],
    ['{"order_info_get_response":7}', 'transient'],
  ])('answered with %s is a failure: %s', async (text, kind) => {
    answer = text;
    await expect(client().order('at-demo', '231115-1')).rejects.toMatchObject({ kind });
  });
});

describe('a list of Pinduoduo', () => {
  it('that holds more than it can reach has to be halved', async () => {
    answer = '{"order_sn_increment_get_response":{"total_count":10001,"order_sn_list":[]}}';
    const shop: ShopRef = { tenantId: 't', shopId: 's', vendorShopId: '1', platform: 'pinduoduo' };
    const { changed } = new PinduoduoOrders(client());
    const pages = changed.pages(shop, { from: 0, to: 1_000 }, (call) => call('at-demo'));
    await expect(pages[Symbol.asyncIterator]().next()).rejects.toThrow(TooManyRows);
  });
});

describe('a token of Pinduoduo', () => {
  const authorisation = () =>
    new PinduoduoAuthorisation(client(), { host: 'https://x.example', clientId: 'c' });
  const granted = (fields: object): void => {
    answer = JSON.stringify({ pop_auth_token_create_response: fields });
  };
  const code = { kind: 'code', code: 'abc', redirectUri: 'https://x.example/cb' } as const;
  const whole = { access_token: 'a', refresh_token: 'r', expires_in: 60, owner_id: '9007199254740993' };

  it('lives as long as the platform says, and names its shop', async () => {
    granted({ ...whole, refresh_token_expires_in: 120 });
    const { tokens, vendorShopId } = await authorisation().grant(code);
    expect(vendorShopId).toBe('9007199254740993');
    expect(tokens.accessExpiresAt - tokens.issuedAt).toBe(60_000);
    expect((tokens.refreshExpiresAt ?? 0) - tokens.issuedAt).toBe(120_000);
    expect(asked.fields.get('code')).toBe('abc');
  });

  it.each(['access_token', 'refresh_token', 'expires_in', 'owner_id'])(
    'is none without %s',
    async (field) => {
      granted({ ...whole, [field]: undefined });
      await expect(authorisation().grant(code)).rejects.toMatchObject({ kind: 'invalid' });
    },
  );
});
