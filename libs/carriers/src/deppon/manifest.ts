import { OWN_PARCELS_ONLY, type CarrierManifest } from '../manifest.js';
import { DepponConfig } from './config.js';

export const PROVIDER = 'deppon';

const UNSIGNED =
  'how its pushes are signed is not documented to us: what one says of a parcel or an order counts after a query of our own';

export const manifest: CarrierManifest<DepponConfig> = {
  provider: PROVIDER,
  label: { zh: '德邦快递', en: 'Deppon Express' },
  documentation: 'https://open.deppon.com',
  features: {
    subscribe: true,
    track: true,
    push: true,
    'signed-push': UNSIGNED,
    recognise: OWN_PARCELS_ONLY,
    quote: 'public clients ask queryPriceTime under fields that differ, and it is not documented to us',
    reach: 'what queryDeptByAddress takes and answers is not documented to us',
    book: true,
    'find-booking':
      'a second order under the same logisticID is refused, or hung on the first as another piece of it',
    change: 'what updateOrder takes is not documented to us: cancel and book again',
    cancel: true,
    detail: true,
    'booking-push': true,
    intercept: 'no call that stops a parcel on its way is documented to us',
  },
  // Whether a push tells everything so far is not documented.
  fullHistory: false,
  limits: {},
  sandbox:
    'it is documented to us for orders only, and where in it a new order goes is told in words that can be read two ways',
  config: DepponConfig,
  secrets: ['appkey'],
};
