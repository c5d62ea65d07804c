import { fromShanghai } from '@cartrail/kernel';
import { describe, expect, it } from '@jest/globals';
import { fetchHttp } from '../http.js';
import { isSupported, type CarrierPort } from '../port.js';
import { settingsOf } from '../settings.js';
import { sto } from './adapter.js';
import { manifest } from './manifest.js';

const account = {
  fromAppkey: 'sample-app',
  fromCode: 'sample-code',
  secretKey: 'sample-secret',
  orderSource: 'SAMPLESOURCE',
  interceptAppkey: 'sample-reverse',
  interceptForAct: 'SAMPLE-BACK',
};
const open = (settings: object): CarrierPort =>
  sto(settingsOf(manifest, { ...account, ...settings }), {
    http: fetchHttp,
    clock: { now: () => fromShanghai('2025-01-02 10:00:00') ?? 0 },
  });

describe('an account of STO', () => {
  it('sends couriers and stops parcels where it names all that these take', () => {
    const { pickups, intercept } = open({});
    expect([isSupported(pickups), isSupported(intercept)]).toEqual([true, true]);
  });

  it('sends no courier without an order source', () => {
    expect(open({ orderSource: undefined }).pickups).toMatchObject({ notSupported: true });
  });

  // No document names either, so nothing stands in for what is missing.
  it.each(['interceptAppkey', 'interceptForAct'])('stops no parcel without %s', (name) => {
    expect(open({ [name]: undefined }).intercept).toMatchObject({ notSupported: true });
  });
});
