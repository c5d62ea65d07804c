import { OWN_PARCELS_ONLY, type CarrierManifest } from '../manifest.js';
import { ZtoConfig } from './config.js';

export const PROVIDER = 'zto';

/** Our catalogue's code of the only carrier it speaks for; ZTO itself has none. */
export const CARRIER = 'ZTO';

export const manifest: CarrierManifest<ZtoConfig> = {
  provider: PROVIDER,
  label: { zh: '中通快递', en: 'ZTO' },
  documentation: 'https://open.zto.com',
  features: {
    subscribe: true,
    track: true,
    push: true,
    'signed-push': true,
    recognise: OWN_PARCELS_ONLY,
    quote: 'the fields and units of obtainPicePrescription are not documented to us',
    reach: true,
    book: true,
    'find-booking':
      'whether ZTO knows a partnerOrderCode again is not documented, and nothing asks for an order by it',
    change: 'nothing that changes an order is documented to us: cancel and book again',
    cancel: true,
    detail:
      'getOrderInfo tells weight and fees, and as far as it is documented to us not how an order stands, nor whether they are what the price push settles',
    'booking-push': true,
    intercept: true,
  },
  fullHistory: false,
  limits: {},
  sandbox: { settings: { baseUrl: 'https://japi-test.zto.com' } },
  config: ZtoConfig,
  secrets: ['appSecret', 'accountPassword'],
};
