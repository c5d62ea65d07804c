import type { CarrierManifest } from '../manifest.js';
import { YtoConfig } from './config.js';

export const PROVIDER = 'yto';

/** Our catalogue's code: this provider is one carrier. */
export const CARRIER = 'YTO';

const UNSIGNED =
  'how its pushes are signed is only inferred: they count only after a query of our own, which is not built yet';
const PICKUPS = 'pickups are not built yet';

export const manifest: CarrierManifest<YtoConfig> = {
  provider: PROVIDER,
  label: { zh: '圆通速递', en: 'YTO Express' },
  documentation: 'https://open.yto.net.cn',
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
  config: YtoConfig,
  secrets: ['querySecret', 'subscribeSecret'],
};
