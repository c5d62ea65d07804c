import { dataSign } from '../../src/kdniao/sign.js';
import { inForm } from './envelope.js';
import type { SimulatedVendor } from './vendor.js';

const account = { eBusinessId: '1000001', apiKey: 'sample-kdniao-key' };

export const kdniao: SimulatedVendor = {
  provider: 'kdniao',
  carrier: 'YTO',
  settings: () => ({ ...account, namesCarrier: true }),
  account: (pushUrl) => ({ ...account, pushUrl, namesCarrier: 'yes' }),
  refused: { apiKey: 'changed-meanwhile' },
  recognises: true,
  pushes: {
    open: inForm({
      field: 'RequestData',
      signature: { name: 'DataSign', sign: (data) => dataSign(data, account.apiKey) },
      encodedTwice: ['RequestData', 'DataSign'],
    }),
    list: 'Traces',
    people: { words: 'AcceptStation' },
  },
  couriers: {
    quotes: ['YTO', 'ZTO', 'SF'],
    // At STO the fee is a step of its own.
    usual: { carrier: 'STO' },
    knowsAgain: true,
    // More than a weight has digits.
    refuses: { weightGrams: 10_000_000 },
    // Every number is told by push.
    withoutNumber: {},
    pushes: {
      step: { status: '102' },
      fee: { status: '601' },
      code: 'State',
      people: { words: 'Reason' },
      id: 'KDNOrderCode',
      amount: 'TotalFee',
      empty: ['LogisticCode', 'Reason'],
    },
  },
};
