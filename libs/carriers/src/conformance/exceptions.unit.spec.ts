import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { RawCallback } from '../port.js';
import { settingsOf } from '../settings.js';
import { zto } from '../zto/adapter.js';
import { manifest } from '../zto/manifest.js';
import { dataDigest } from '../zto/signature.js';
import { runConformance, type CellResult, type PushVariant } from './index.js';

const appSecret = 'sample-zto-secret';
const data = readFileSync(new URL('../zto/fixtures/push-dispatch.json', import.meta.url));
const push: RawCallback = {
  headers: {},
  body: Buffer.from(
    new URLSearchParams({ data: data.toString(), data_digest: dataDigest(data, appSecret) }).toString(),
  ),
};

async function resultOf(
  pushes: (variant: PushVariant) => RawCallback | undefined,
  guarantee = 'reversed reads as the plain push does',
): Promise<CellResult> {
  const http = { post: () => Promise.reject(new Error('nobody is there')) };
  const settings = { appKey: 'sample-app-key', appSecret };
  const results = await runConformance({
    port: zto(settingsOf(manifest, settings), { http, clock: { now: () => 0 } }),
    server: {
      arrange: () => Promise.resolve(undefined),
      push: (variant) => Promise.resolve(pushes(variant)),
    },
    carrier: 'ZTO',
  });
  const found = results.find((each) => each.guarantee === guarantee);
  if (!found) throw new Error('no such cell');
  return found;
}

describe('a case that is declared as not applicable', () => {
  it('is so, with the reason, where the server does not do it', async () => {
    const { outcome, because } = await resultOf((variant) => (variant === 'plain' ? push : undefined));
    expect([outcome, because]).toEqual(['n/a', expect.stringMatching('one event')]);
  });

  it('fails where the server does it, for then the reason is none', async () => {
    expect(await resultOf(() => push)).toMatchObject({
      outcome: 'FAIL',
      why: expect.stringMatching('declared as not applicable') as unknown,
    });
  });
});

describe('a case that is not declared as such', () => {
  it('fails where the server does not do it', async () => {
    const pushes = (variant: PushVariant): RawCallback | undefined => (variant === 'huge' ? undefined : push);
    const guarantee = 'a huge push is read without its unreadable parts, or called malformed';
    expect(await resultOf(pushes, guarantee)).toMatchObject({
      outcome: 'FAIL',
      why: 'the server cannot push huge, and conformance/exceptions.ts does not say why',
    });
  });
});
