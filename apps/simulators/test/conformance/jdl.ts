import { bare } from './envelope.js';
import type { SimulatedVendor } from './vendor.js';

const account = {
  appKey: 'sample-jdl-app',
  appSecret: 'sample-jdl-secret',
  accessToken: 'sample-jdl-token',
  customerCode: '010K000000',
};

export const jdl: SimulatedVendor = {
  provider: 'jdl',
  carrier: 'JD',
  settings: () => ({ ...account, orderOrigin: 2 }),
  account: (pushUrl) => ({ ...account, pushUrl }),
  refused: { appSecret: 'changed-meanwhile' },
  intercepts: true,
  pushes: { open: bare, people: { words: 'operationRemark' } },
  couriers: {
    quotes: ['JD'],
    knowsAgain: true,
    // What is fetched is stopped on its way, until it has arrived.
    tooLate: { days: 8 },
    pushes: {
      step: { status: '200034' },
      code: 'state',
      people: { words: 'operationRemark' },
      empty: ['waybillCode', 'operationRemark', 'operationTitle', 'categoryName', 'cancelReason'],
    },
  },
};
