import { OWN_PARCELS_ONLY, type CarrierManifest } from '../manifest.js';
import { YtoConfig } from './config.js';

export const PROVIDER = 'yto';

/** Our catalogue's code: this provider is one carrier. */
export const CARRIER = 'YTO';

export const manifest: CarrierManifest<YtoConfig> = {
  provider: PROVIDER,
  label: { zh: '圆通速递', en: 'YTO Express' },
  documentation: 'https://open.yto.net.cn',
  features: {
    subscribe: true,
    track: true,
    push: true,
    'signed-push':
      'how YTO signs its pushes is only inferred: what one says of a parcel counts after a query of our own',
    recognise: OWN_PARCELS_ONLY,
    quote: 'what charge_adapter takes and answers is not documented to us',
    reach: 'no call that tells it is documented to us',
    book: true,
    'find-booking': 'what a second order under the same logisticsNo is answered with is not documented to us',
    change: 'no call that changes an order is documented to us: cancel and book again',
    cancel: true,
    detail:
      'no method that tells how an order stands is in our reference or in any public client we found: its pushes tell',
    'booking-push': true,
    intercept: true,
  },
  // A push tells one event.
  fullHistory: false,
  limits: {},
  sandbox: { settings: { baseUrl: 'https://openuat.yto56test.com:6443/open' } },
  config: YtoConfig,
  secrets: ['querySecret', 'subscribeSecret', 'orderSecret', 'cancelSecret', 'interceptSecret'],
};
