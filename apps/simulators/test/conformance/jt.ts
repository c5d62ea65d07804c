import { digestOf } from '../../src/jt/sign.js';
import { HOUR } from '../returns.js';
import { inForm } from './envelope.js';
import type { SimulatedVendor } from './vendor.js';

const account = {
  apiAccount: '100000000000000001',
  privateKey: 'sample-jt-key',
  customerCode: 'J0000000001',
  customerPassword: 'sample-jt-password',
};

export const jt: SimulatedVendor = {
  provider: 'jt',
  carrier: 'JTSD',
  settings: () => ({ ...account, interceptPath: 'waybill/intercept' }),
  account: (pushUrl) => ({ ...account, pushUrl }),
  refused: { privateKey: 'changed-meanwhile' },
  intercepts: true,
  pushes: {
    open: inForm({
      field: 'bizContent',
      signature: { name: 'digest', inHeader: true, sign: (text) => digestOf(text, account.privateKey) },
    }),
    list: 'details',
    people: { words: 'desc', name: 'staffName', phone: 'staffContact' },
  },
  couriers: {
    // A yes without a number is its answer once the parcel was fetched: what became of it is unknown.
    tooLate: { plan: 'cancels' },
    refuses: { slot: { from: HOUR, to: 0 } },
    pushes: {
      step: { status: '已调派业务员' },
      code: 'scanType',
      people: { words: 'reason' },
      id: 'jtOrderId',
      empty: ['billCode', 'weight', 'reason'],
    },
  },
};
