import { digestOf } from '../../src/zto/sign.js';
import { HOUR } from '../returns.js';
import { inForm } from './envelope.js';
import type { SimulatedVendor } from './vendor.js';

const account = {
  appKey: 'sample-zto-app',
  appSecret: 'sample-zto-secret',
  accountId: 'sample-zto-account',
  accountPassword: 'sample-zto-password',
};

const open = inForm({
  field: 'data',
  signature: { name: 'data_digest', sign: (data) => digestOf(data, account.appSecret) },
});

export const zto: SimulatedVendor = {
  provider: 'zto',
  carrier: 'ZTO',
  settings: () => account,
  account: (pushUrl) => ({ ...account, pushUrl }),
  intercepts: true,
  refused: { appSecret: 'changed-meanwhile' },
  pushes: { open, people: { words: 'desc', name: 'courier' } },
  couriers: {
    // Its adapter reads no address of a place that nobody serves: a slot that ends before it begins.
    refuses: { slot: { from: HOUR, to: 0 } },
    pushes: {
      step: { status: 2 },
      fee: { status: 'price' },
      code: 'pre_order_status',
      people: { words: 'error_msg' },
      id: 'order_code',
      amount: 'settlementAmount',
      empty: ['bill_code', 'error_msg'],
    },
  },
};
