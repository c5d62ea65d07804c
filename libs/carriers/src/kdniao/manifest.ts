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
    recognise: 'number recognition (2002) is not built yet',
    quote: PICKUPS,
    reach: PICKUPS,
    book: PICKUPS,
    'find-booking': PICKUPS,
    change: PICKUPS,
    cancel: PICKUPS,
    detail: PICKUPS,
    'booking-push': PICKUPS,
    intercept: 'no call that stops a parcel on its way is documented to us',
  },
  fullHistory: true,
  // 20/s: 8001, the paid plan. 30,000 a day: the words of its code 405, seen by one public SDK. The free plan (1002) has 500
  // a day: its accounts say so themselves. 10/s: 2002. How often one may subscribe, or book (1801), is not documented.
  limits: { queriesPerSecond: 20, queriesPerDay: 30_000, recognitionsPerSecond: 10 },
  config: KdniaoConfig,
  secrets: ['apiKey'],
};
