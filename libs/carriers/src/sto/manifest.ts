import { OWN_PARCELS_ONLY, type CarrierManifest } from '../manifest.js';
import { StoConfig } from './config.js';

export const PROVIDER = 'sto';

export const manifest: CarrierManifest<StoConfig> = {
  provider: PROVIDER,
  label: { zh: '申通快递', en: 'STO Express' },
  documentation: 'https://open.sto.cn',
  features: {
    subscribe: true,
    track: true,
    push: true,
    'signed-push':
      'no signature of its pushes is documented to us: what one says of a parcel counts after a query of our own',
    recognise: OWN_PARCELS_ONLY,
    quote: 'QUERY_SEND_SERVICE_DETAIL wants names and phones of both ends, which nobody has before booking',
    reach: 'no call that tells it is documented to us',
    book: true,
    'find-booking': 'what a second order under the same orderNo does is not documented to us',
    change: 'no call that changes an order is documented to us: cancel and book again',
    cancel: true,
    detail:
      'the fields GET_ORDERDISPATCH_INFO answers are in one public client, and what its OrderStatus says in none: its pushes tell',
    'booking-push': true,
    intercept: true,
  },
  // A push tells one event.
  fullHistory: false,
  limits: {},
  sandbox: { settings: { baseUrl: 'http://cloudinter-linkgatewaytest.sto.cn' } },
  config: StoConfig,
  secrets: ['secretKey', 'sitePwd'],
};
