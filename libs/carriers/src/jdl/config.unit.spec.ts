import { expect, it } from '@jest/globals';
import { settingsOf } from '../settings.js';
import { manifest } from './manifest.js';

const account = {
  appKey: 'sample-app',
  appSecret: 'sample-secret',
  accessToken: 'sample-token',
  customerCode: '010K000000',
  orderOrigin: 1,
};

it.each([
  ['no token', { accessToken: '' }, 'accessToken'],
  ['no customer code', { customerCode: undefined }, 'customerCode'],
  ['parcels between consumers', { orderOrigin: 0 }, 'orderOrigin'],
  ['nothing about the orders', { orderOrigin: undefined }, 'orderOrigin'],
])('an account of JDL is not opened with %s, and is told which field', (_what, settings, field) => {
  expect(() => settingsOf(manifest, { ...account, ...settings })).toThrow(field);
});
