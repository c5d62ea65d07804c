import { opened, seal } from '../../src/ems/sign.js';
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
  settings: () => account,
  account: (pushUrl) => ({ ...account, pushUrl }),
  refused: { authorization: 'changed-meanwhile' },
  pushes: {
    open: inForm({
      field: 'logitcsInterface',
      read: (text) => opened(text, account.signKey) ?? '',
      write: (json) => seal(json, account.signKey),
    }),
    // The agreement says who is told.
    follow: () => Promise.resolve(),
  },
};
