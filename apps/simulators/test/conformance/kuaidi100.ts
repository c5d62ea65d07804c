import { signCallback } from '../../src/kuaidi100/sign.js';
import { inForm } from './envelope.js';
import type { SimulatedVendor } from './vendor.js';

const account = {
  key: 'sample-kuaidi100-key',
  secret: 'sample-kuaidi100-secret',
  customer: 'SAMPLE-CUSTOMER',
  salt: 'salt-of-the-account',
};

const open = inForm({
  field: 'param',
  signature: { name: 'sign', sign: (param) => signCallback(param, account.salt) },
});

export const kuaidi100: SimulatedVendor = {
  provider: 'kuaidi100',
  carrier: 'YTO',
  settings: (url) => ({ ...account, recogniseUrl: url, labelUrl: url }),
  account: () => account,
  refused: { expired: true },
  recognises: true,
  intercepts: true,
  pushes: { open, list: 'data', inner: 'lastResult', people: { words: 'context' } },
  unsigned: ['subscribe'],
  couriers: {
    quotes: ['YTO', 'ZTO', 'SF', 'DBL'],
    knowsAgain: true,
    withoutNumber: { wish: { carrier: 'YD' } },
    pushes: {
      step: { status: 1 },
      fee: { status: 15 },
      code: 'status',
      people: { name: 'courierName', phone: 'courierMobile' },
      id: 'orderId',
      amount: 'freight',
      empty: ['kuaidinum', 'message', 'courierName', 'courierMobile', 'weight'],
      inner: 'data',
    },
  },
};
