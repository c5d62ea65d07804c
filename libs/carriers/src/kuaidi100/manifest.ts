import { HOUR, MINUTE } from '@cartrail/kernel';
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
    recognise: true,
    quote: true,
    reach:
      'reachable.do wants names and phones of both ends, and what its answer says is not documented to us',
    book: true,
    'find-booking': true,
    change: 'the fields of modifyOrder are not documented to us: cancel and book again',
    cancel: true,
    detail: true,
    // 15 (已结算) is to be answered with synPay, the fields of which are not documented to us: it is not called.
    'booking-push': true,
    intercept: true,
  },
  fullHistory: true,
  // All documented. Calls a second are not.
  limits: {
    queryLockMs: 30 * MINUTE,
    subscriptionsPerNumberPerMonth: 4,
    resubscribeAfterMs: 30 * MINUTE,
    bookingMemoryMs: 48 * HOUR,
  },
  // Of orders only.
  sandbox: {
    settings: { orderUrl: 'https://api.kuaidi100.com', orderPath: '/apiMock/border' },
    without: ['subscribe', 'track', 'recognise', 'intercept'],
  },
  config: Kuaidi100Config,
  secrets: ['key', 'secret', 'salt', 'partnerKey'],
};
