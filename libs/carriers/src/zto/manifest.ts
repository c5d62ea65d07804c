import type { CarrierManifest } from '../manifest.js';
import { ZtoConfig } from './config.js';

export const PROVIDER = 'zto';

/** Our catalogue's code of the only carrier it speaks for; ZTO itself has none. */
export const CARRIER = 'ZTO';

const PICKUPS = 'pickups are not built yet';

export const manifest: CarrierManifest<ZtoConfig> = {
  provider: PROVIDER,
  label: { zh: '中通快递', en: 'ZTO' },
  documentation: 'https://open.zto.com',
  features: {
    subscribe: true,
    track: true,
    push: true,
    'signed-push': true,
    quote: PICKUPS,
    reach: PICKUPS,
    book: PICKUPS,
    'find-booking': PICKUPS,
    change: PICKUPS,
    cancel: PICKUPS,
    detail: PICKUPS,
    'booking-push': PICKUPS,
  },
  fullHistory: false,
  limits: {},
  config: ZtoConfig,
  secrets: ['appSecret'],
};
