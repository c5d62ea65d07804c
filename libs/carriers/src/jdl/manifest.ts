import type { CarrierManifest } from '../manifest.js';
import { JdlConfig } from './config.js';

export const PROVIDER = 'jdl';

/** Our catalogue's code: this provider is one carrier and carries nothing else. */
export const CARRIER = 'JD';

const UNSIGNED =
  'how its pushes are signed is not documented to us: they count only after a query of our own, which is not built yet';
const PICKUPS = 'pickups are not built yet';

export const manifest: CarrierManifest<JdlConfig> = {
  provider: PROVIDER,
  label: { zh: '京东物流', en: 'JD Logistics' },
  documentation: 'https://cloud.jdl.com',
  features: {
    subscribe: true,
    track: true,
    push: UNSIGNED,
    'signed-push': UNSIGNED,
    quote: PICKUPS,
    reach: PICKUPS,
    book: PICKUPS,
    'find-booking': PICKUPS,
    change: PICKUPS,
    cancel: PICKUPS,
    detail: PICKUPS,
    'booking-push': UNSIGNED,
  },
  // A push tells one node.
  fullHistory: false,
  limits: {},
  config: JdlConfig,
  secrets: ['appSecret', 'accessToken'],
};
