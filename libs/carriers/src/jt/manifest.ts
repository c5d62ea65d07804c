import type { CarrierManifest } from '../manifest.js';
import { JtConfig } from './config.js';

export const PROVIDER = 'jt';

/** Our catalogue's code: this provider is one carrier and carries nothing else. */
export const CARRIER = 'JTSD';

const PICKUPS = 'pickups (order/addOrder) are not built yet: book through an aggregator';

export const manifest: CarrierManifest<JtConfig> = {
  provider: PROVIDER,
  label: { zh: '极兔速递', en: 'J&T Express' },
  documentation: 'https://open.jtexpress.com.cn',
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
  config: JtConfig,
  secrets: ['privateKey'],
};
