import type { CarrierManifest } from '../manifest.js';
import { KdniaoConfig } from './config.js';

export const PROVIDER = 'kdniao';

export const manifest: CarrierManifest<KdniaoConfig> = {
  provider: PROVIDER,
  label: { zh: '快递鸟', en: 'KDNiao' },
  documentation: 'https://www.yuque.com/kdnjishuzhichi',
  features: {
    subscribe: true,
    track: true,
    push: true,
    'signed-push': true,
    quote: false,
    reach: false,
    book: false,
    'find-booking': false,
    cancel: false,
    detail: false,
    'booking-push': false,
  },
  fullHistory: true,
  limits: { queriesPerSecond: 20 },
  config: KdniaoConfig,
  secrets: ['apiKey'],
};
