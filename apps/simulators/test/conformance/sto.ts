import { HOUR } from '../returns.js';
import { inForm } from './envelope.js';
import type { SimulatedVendor } from './vendor.js';

const account = {
  fromAppkey: 'sample-sto-app',
  fromCode: 'sample-sto-code',
  secretKey: 'sample-sto-secret',
  siteCode: '330100',
  customerName: '330100000001',
  sitePwd: 'sample-sto-password',
  orderSource: 'SAMPLE',
};

export const sto: SimulatedVendor = {
  provider: 'sto',
  carrier: 'STO',
  settings: () => ({ ...account, interceptAppkey: 'sample-reverse', interceptForAct: 'SAMPLE-BACK' }),
  account: (pushUrl) => ({ ...account, pushUrl }),
  refused: { secretKey: 'changed-meanwhile' },
  intercepts: true,
  // Nothing is signed.
  pushes: {
    open: inForm({ field: 'content' }),
    inner: 'trace',
    people: { words: 'memo', name: 'bizEmpName', phone: 'bizEmpPhone' },
  },
  couriers: {
    knowsAgain: true,
    withoutNumber: { account: { numbers: 'later' } },
    refuses: { slot: { from: HOUR, to: 0 } },
    pushes: {
      step: { status: 2 },
      code: 'status',
      people: { name: 'userName', phone: 'userMobile' },
      id: 'billCode',
      inner: 'changeInfo',
      empty: ['billCode', 'userName', 'userMobile', 'userCode', 'siteName', 'siteCode', 'sitePhone'],
    },
  },
};
