import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { CarrierHttpFailure, fetchHttp, MAX_ANSWER_BYTES } from './http.js';

describe('the door to the vendors', () => {
  let server: Server | undefined;

  const listen = async (handle: (response: ServerResponse) => void): Promise<string> => {
    server = createServer(
      (request, response) =>
        void request.resume().on('end', () => {
          handle(response);
        }),
    );
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  };
  const close = (): Promise<unknown> => {
    server?.closeAllConnections();
    return new Promise((resolve) => server?.close(resolve));
  };
  /** Only silence is waited for shortly: a machine may be busy while it takes in what is large. */
  const post = (url: string, timeoutMs = 30_000): ReturnType<typeof fetchHttp.post> =>
    fetchHttp.post({ url, headers: {}, body: 'x', timeoutMs });

  afterEach(close);

  it('takes in an answer as large as it allows', async () => {
    const url = await listen((response) => void response.end(Buffer.alloc(MAX_ANSWER_BYTES)));
    expect((await post(url)).body.length).toBe(MAX_ANSWER_BYTES);
  });

  it('gives up on a larger one', async () => {
    const url = await listen((response) => void response.end(Buffer.alloc(MAX_ANSWER_BYTES + 1)));
    await expect(post(url)).rejects.toMatchObject({ kind: 'too-large', sent: 'perhaps' });
  });

  it('cannot tell what became of a request that was answered by silence or a cut', async () => {
    const silent = await listen(() => undefined);
    await expect(post(silent, 300)).rejects.toMatchObject({ kind: 'timeout', sent: 'perhaps' });
    await close();
    const cutting = await listen((response) => void response.socket?.destroy());
    await expect(post(cutting)).rejects.toMatchObject({ kind: 'connection', sent: 'perhaps' });
  });

  it('knows of a request that never left', async () => {
    const url = await listen(() => undefined);
    await close();
    const failure = await post(url).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(CarrierHttpFailure);
    expect(failure).toMatchObject({ kind: 'connection', sent: 'no' });
    await listen(() => undefined);
  });
});
