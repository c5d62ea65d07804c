import type { CarrierManifest } from '../manifest.js';
import { StoConfig } from './config.js';

export const PROVIDER = 'sto';

const UNSIGNED =
  'its pushes are not signed: they count only after a query of our own, which is not built yet';
const PICKUPS = 'pickups are not built yet';

export const manifest: CarrierManifest<StoConfig> = {
  provider: PROVIDER,
  label: { zh: '申通快递', en: 'STO Express' },
  documentation: 'https://open.sto.cn',
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
  // A push tells one event.
  fullHistory: false,
  limits: {},
  config: StoConfig,
  secrets: ['secretKey'],
};
