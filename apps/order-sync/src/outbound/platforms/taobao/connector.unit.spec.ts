import { describe, expect, it } from '@jest/globals';
import { platformFeatures } from '../../../application/ports.js';
import { taobaoConnector } from './connector.js';

const { manifest } = taobaoConnector;

describe('what the connector of Taobao says of itself', () => {
  it('names every feature once: supported, or not and why', () => {
    const named = [...manifest.features, ...Object.keys(manifest.notSupported)];
    expect(named.toSorted()).toEqual(platformFeatures.toSorted());
  });

  it('offers no action, no shipping and no decryption that it says it does not have', () => {
    const application = {
      connectionId: 'c',
      credentials: { appKey: '12345678', appSecret: 'helloworld' },
      settings: {},
      hosts: {},
      timeoutMs: 1_000,
    };
    const open = taobaoConnector.open(application, { now: () => 0 });
    expect(open.cases.actions).toEqual({});
    expect([open.shipping, open.door, open.orders.decrypt]).toEqual([undefined, undefined, undefined]);
    expect(open.authorisation.url?.('s', 'r')).toMatch('https://oauth.taobao.com/authorize?');
  });
});
