import type { CarrierManifest } from '../manifest.js';
import { SfConfig } from './config.js';

export const PROVIDER = 'sf';

const UNSIGNED =
  'its pushes are not signed: they count only after a query of our own, which is not built yet';
const PICKUPS = 'pickups are not built yet';

export const manifest: CarrierManifest<SfConfig> = {
  provider: PROVIDER,
  label: { zh: '顺丰速运', en: 'SF Express' },
  documentation: 'https://open.sf-express.com',
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
  // A push tells what is new.
  fullHistory: false,
  limits: {},
  config: SfConfig,
  secrets: ['checkWord'],
};
