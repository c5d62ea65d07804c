import { OWN_PARCELS_ONLY, type CarrierManifest } from '../manifest.js';
import { DepponConfig } from './config.js';

export const PROVIDER = 'deppon';

const UNSIGNED =
  'how its pushes are signed is not documented to us: they count only after a query of our own, which is not built yet';

export const manifest: CarrierManifest<DepponConfig> = {
  provider: PROVIDER,
  label: { zh: '德邦快递', en: 'Deppon Express' },
  documentation: 'https://open.deppon.com',
  features: {
    subscribe: true,
    track: true,
    push: UNSIGNED,
    'signed-push': UNSIGNED,
    recognise: OWN_PARCELS_ONLY,
    quote: 'asking for prices (queryPriceTime) is not built yet',
    reach: 'asking for a branch that collects and one that delivers (queryDeptByAddress) is not built yet',
    book: true,
    'find-booking':
      'a second order under the same logisticID is refused, or hung on the first as another piece of it',
    change: 'changing an order (updateOrder) is not built yet: cancel and book again',
    cancel: true,
    detail: 'asking how an order stands (queryOrder) is not built yet',
    'booking-push': UNSIGNED,
    intercept: 'no call that stops a parcel on its way is documented to us',
  },
  // Whether a push tells everything so far is not documented.
  fullHistory: false,
  limits: {},
  config: DepponConfig,
  secrets: ['appkey'],
};
