import { OWN_PARCELS_ONLY, type CarrierManifest } from '../manifest.js';
import { StoConfig } from './config.js';

export const PROVIDER = 'sto';

const UNSIGNED =
  'its pushes are not signed: they count only after a query of our own, which is not built yet';

export const manifest: CarrierManifest<StoConfig> = {
  provider: PROVIDER,
  label: { zh: '申通快递', en: 'STO Express' },
  documentation: 'https://open.sto.cn',
  features: {
    subscribe: true,
    track: true,
    push: UNSIGNED,
    'signed-push': UNSIGNED,
    recognise: OWN_PARCELS_ONLY,
    quote:
      'QUERY_SEND_SERVICE_DETAIL wants names and phones of both ends, and what its answer says is not documented to us',
    reach: 'no call that tells it is documented to us',
    book: true,
    'find-booking': 'what a second order under the same orderNo does is not documented to us',
    change: 'no call that changes an order is documented to us: cancel and book again',
    cancel: true,
    detail: 'what GET_ORDERDISPATCH_INFO takes and answers is not documented to us',
    'booking-push': UNSIGNED,
    intercept: true,
  },
  // A push tells one event.
  fullHistory: false,
  limits: {},
  config: StoConfig,
  secrets: ['secretKey', 'sitePwd'],
};
