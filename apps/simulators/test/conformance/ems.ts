import { opened, seal } from '../../src/ems/sign.js';
import { PHONE } from '../returns.js';
import { inForm } from './envelope.js';
import type { SimulatedVendor } from './vendor.js';

const account = {
  senderNo: '1100000000000',
  authorization: 'sample-ems-authorization',
  signKey: 'c2FtcGxlLWVtcy1rZXktMQ==',
};

export const ems: SimulatedVendor = {
  provider: 'ems',
  carrier: 'EMS',
  settings: () => ({ ...account, ecommerceUserId: 'sample-shop', paymentMode: '1' }),
  account: (pushUrl) => ({ ...account, pushUrl }),
  refused: { authorization: 'changed-meanwhile' },
  pushes: {
    open: inForm({
      field: 'logitcsInterface',
      read: (text) => opened(text, account.signKey) ?? '',
      write: (json) => seal(json, account.signKey),
    }),
    people: { words: 'opDesc', name: 'operatorName' },
    // The agreement says who is told.
    follow: () => Promise.resolve(),
  },
  couriers: {
    knowsAgain: true,
    // Its adapter reads no address of a place that nobody serves: one that its vendor alone does not fetch from.
    refuses: {
      sender: { name: '王小红', phone: PHONE, address: '海南省三沙市西沙区某路1号' },
    },
  },
};
