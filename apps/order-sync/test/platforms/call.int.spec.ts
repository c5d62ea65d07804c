import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { callPlatform } from '../../src/outbound/platforms/wire/call.js';

describe('a call of a platform', () => {
  let server: Server;
  let asked: string[];
  let answer: (response: ServerResponse) => void;
  beforeEach(async () => {
    asked = [];
    server = createServer((request, response) => {
      asked.push(request.url ?? '');
      answer(response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  const call = (timeoutMs = 5_000): Promise<string> => {
    const { port } = server.address() as AddressInfo;
    return callPlatform({
      platform: 'douyin',
      url: `http://127.0.0.1:${port}/order?token=secret`,
      timeoutMs,
    });
  };

  it.each([
    [200, '{"code":10000}'],
    [400, '参数错误'],
  ])('gives the text of an answer with HTTP %i', async (status, text) => {
    answer = (response) => response.writeHead(status).end(text);
    expect(await call()).toBe(text);
  });

  it.each([
    [429, 'throttled'],
    [302, 'transient'],
    [500, 'transient'],
    [503, 'transient'],
  ])('that ends with HTTP %i is %s, and is not followed anywhere', async (status, kind) => {
    answer = (response) => response.writeHead(status, { location: '/elsewhere' }).end('x'.repeat(100_000));
    await expect(call()).rejects.toMatchObject({ kind, message: `douyin answered HTTP ${status}` });
    expect(asked).toHaveLength(1);
  });

  it('is transient where nothing comes, or an answer without end, and never tells its token', async () => {
    answer = () => undefined;
    await expect(call(50)).rejects.toMatchObject({
      kind: 'transient',
      message: expect.not.stringContaining('secret'),
    });
    answer = (response) => {
      const more = (): void => {
        while (!response.destroyed && response.write('x'.repeat(65_536)));
        response.once('drain', more);
      };
      more();
    };
    await expect(call()).rejects.toMatchObject({
      kind: 'transient',
      message: 'douyin gave an endless answer',
    });
  });
});
