import type { CarrierManifest } from '../manifest.js';
import { DepponConfig } from './config.js';

export const PROVIDER = 'deppon';

const UNSIGNED =
  'how its pushes are signed is not documented to us: they count only after a query of our own, which is not built yet';
const NOT_BUILT = 'pickups are not built yet';

export const manifest: CarrierManifest<DepponConfig> = {
  provider: PROVIDER,
  label: { zh: '德邦快递', en: 'Deppon Express' },
  documentation: 'https://open.deppon.com',
  features: {
    subscribe: true,
    track: true,
    push: UNSIGNED,
    'signed-push': UNSIGNED,
    quote: NOT_BUILT,
    reach: NOT_BUILT,
    book: NOT_BUILT,
    'find-booking': NOT_BUILT,
    change: NOT_BUILT,
    cancel: NOT_BUILT,
    detail: NOT_BUILT,
    'booking-push': UNSIGNED,
  },
  // Whether a push tells everything so far is not documented.
  fullHistory: false,
  limits: {},
  config: DepponConfig,
  secrets: ['appkey'],
};
