import { HOUR } from '@cartrail/kernel';
import type { CarrierManifest } from '../manifest.js';
import { Kuaidi100Config } from './config.js';

export const PROVIDER = 'kuaidi100';

export const manifest: CarrierManifest<Kuaidi100Config> = {
  provider: PROVIDER,
  label: { zh: '快递100', en: 'Kuaidi100' },
  documentation: 'https://api.kuaidi100.com/document',
  features: {
    subscribe: true,
    track: true,
    push: true,
    'signed-push': true,
    quote: true,
    reach: false,
    book: true,
    'find-booking': true,
    cancel: true,
    detail: true,
    'booking-push': true,
  },
  fullHistory: true,
  limits: { bookingMemoryMs: 48 * HOUR },
  config: Kuaidi100Config,
  secrets: ['key', 'secret', 'salt'],
};
