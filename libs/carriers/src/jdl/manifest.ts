import { OWN_PARCELS_ONLY, type CarrierManifest } from '../manifest.js';
import { JdlConfig } from './config.js';

export const PROVIDER = 'jdl';

/** Our catalogue's code: this provider is one carrier and carries nothing else. */
export const CARRIER = 'JD';

const UNSIGNED =
  'how its pushes are signed is not documented to us: a parcel they name is asked about before anything counts';

export const manifest: CarrierManifest<JdlConfig> = {
  provider: PROVIDER,
  label: { zh: '京东物流', en: 'JD Logistics' },
  documentation: 'https://cloud.jdl.com',
  features: {
    subscribe: true,
    track: true,
    push: true,
    'signed-push': UNSIGNED,
    recognise: OWN_PARCELS_ONLY,
    quote: true,
    reach:
      'how precheck says that it does not serve an address is not documented to us: a no would be a guess',
    book: true,
    'find-booking':
      'a second order under the same reference is refused, and no call that finds one by it is documented to us',
    change: 'what orders/modify takes is not documented to us: cancel and book again',
    cancel: true,
    detail: true,
    'booking-push': true,
    intercept: true,
  },
  // A push tells one node.
  fullHistory: false,
  limits: {},
  sandbox: { settings: { baseUrl: 'https://uat-api.jdl.com' } },
  config: JdlConfig,
  secrets: ['appSecret', 'accessToken'],
};
