import type { SimulatedVendor } from './vendor.js';

const account = { appKey: 'sample_yunda_app', appSecret: 'sample-yunda-secret' };

/** It pushes nothing and sends nobody, as far as it is documented. */
export const yunda: SimulatedVendor = {
  provider: 'yunda',
  carrier: 'YD',
  settings: () => account,
  account: () => ({ ...account, subscribeFirst: 'no' }),
  refused: { appSecret: 'changed-meanwhile' },
};
