import { HOUR, PHONE } from '../returns.js';
import { inForm } from './envelope.js';
import type { SimulatedVendor } from './vendor.js';

const account = {
  companyCode: 'SAMPLEDEPPON',
  appkey: 'sample-deppon-key',
  customerCode: '400000',
  sign: 'SMPL',
};

export const deppon: SimulatedVendor = {
  provider: 'deppon',
  carrier: 'DBL',
  settings: (url) => ({
    ...account,
    transportType: 'PACKAGE',
    deliveryType: '3',
    payType: '2',
    orderUrl: url,
  }),
  account: (pushUrl) => ({ ...account, pushUrl, pushes: 'whole', logisticID: 'any' }),
  refused: { appkey: 'changed-meanwhile' },
  // Nothing is signed.
  pushes: { open: inForm({ field: 'params' }), list: 'trace_list', people: { words: 'description' } },
  couriers: {
    usual: { sender: { name: '王小红', phone: PHONE, address: '上海市上海市浦东新区人民路1号' } },
    prefix: account.sign,
    knowsAgain: true,
    refuses: { slot: { from: HOUR, to: 0 } },
    pushes: {
      step: { status: 'SHOUTCAR' },
      code: 'statusType',
      people: { words: 'comments' },
      id: 'mailNo',
      empty: ['mailNo', 'comments'],
    },
  },
};
