import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { CarrierHttp } from '../http.js';
import { isSupported, type CarrierPort } from '../port.js';
import { carrierFactories } from '../registry.js';

const account = { key: 'sample-key', secret: 'sample-secret', salt: 'sample-salt', customer: 'SAMPLE' };

class Vendor implements CarrierHttp {
  readonly asked: string[] = [];

  post({ body }: { readonly body: string }): ReturnType<CarrierHttp['post']> {
    const { num } = JSON.parse(new URLSearchParams(body).get('param') ?? '') as { num: string };
    this.asked.push(num);
    const answer = readFileSync(new URL('./fixtures/query-answer.json', import.meta.url), 'utf8');
    const text = answer.replace('YT1234567890123', num);
    return Promise.resolve({ status: 200, headers: {}, body: Buffer.from(text) });
  }
}

function track(http: CarrierHttp, number: string): ReturnType<CarrierTrack> {
  const port = carrierFactories.get('kuaidi100')?.create(account, { http, clock: { now: () => 0 } });
  if (!port || !isSupported(port.track)) throw new Error('not supported');
  return port.track({ number, carrier: 'YTO' });
}
type CarrierTrack = Extract<CarrierPort['track'], (...given: never) => unknown>;

describe('a query of Kuaidi100', () => {
  it.each(['123456', '1'.repeat(32), 'yt-12 34'])('is made about the number %s', async (number) => {
    const vendor = new Vendor();
    await expect(track(vendor, number)).resolves.toMatchObject({ scans: { length: 4 } });
    expect(vendor.asked).toHaveLength(1);
  });

  it.each(['12345', '12-3 45', '1'.repeat(33), ''])(
    'is not made about %j, which is no number of 6 to 32 characters, and does not repeat it',
    async (number) => {
      const vendor = new Vendor();
      await expect(track(vendor, number)).rejects.toMatchObject({
        kind: 'permanent',
        message: 'Kuaidi100 is asked about numbers of 6 to 32 characters',
      });
      expect(vendor.asked).toEqual([]);
    },
  );
});
