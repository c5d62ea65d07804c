import type { CarrierManifest } from '../manifest.js';
import { KdniaoConfig } from './config.js';

export const PROVIDER = 'kdniao';

const PICKUPS = 'pickups (1801) are not built yet: book through Kuaidi100';

export const manifest: CarrierManifest<KdniaoConfig> = {
  provider: PROVIDER,
  label: { zh: '快递鸟', en: 'KDNiao' },
  documentation: 'https://www.yuque.com/kdnjishuzhichi',
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
  fullHistory: true,
  limits: { queriesPerSecond: 20 },
  config: KdniaoConfig,
  secrets: ['apiKey'],
};
