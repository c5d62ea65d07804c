import { HOUR } from '@cartrail/kernel';
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
    recognise: true,
    quote: true,
    reach: '1814 takes no carrier: its no is certain, its yes is not about the carrier that was asked for',
    book: true,
    'find-booking': true,
    change:
      'no call that changes an order is documented to us: cancel and book again, under another reference',
    cancel: true,
    detail: 'what 1804 and 1816 answer is not documented to us: the pushes tell',
    'booking-push': true,
    intercept: 'no call that stops a parcel on its way is documented to us',
  },
  fullHistory: true,
  // 20/s: 8001, the paid plan. 30,000 a day: the words of its code 405, seen by one public SDK. 10/s: 2002. How often one may
  // subscribe, or book (1801), is not documented.
  limits: {
    queriesPerSecond: 20,
    queriesPerDay: 30_000,
    recognitionsPerSecond: 10,
    // An OrderCode is never free again, so KDNiao knows it for good; this is how long it is worth looking.
    bookingMemoryMs: 48 * HOUR,
  },
  // The gateway tells calls apart by their RequestType; couriers have a sandbox of their own.
  sandbox: {
    settings: {
      baseUrl: 'http://sandboxapi.kdniao.com:8080',
      queryPath: '/kdniaosandbox/gateway/exterfaceInvoke.json',
      subscribePath: '/kdniaosandbox/gateway/exterfaceInvoke.json',
      orderUrl: 'http://183.62.170.46:8081',
      orderPath: '/api/dist',
    },
  },
  config: KdniaoConfig,
  secrets: ['apiKey'],
};

/** 1002, the query of the free plan. */
const FREE_QUERIES_PER_DAY = 500;

/** As an account has it that was opened with this plan. */
export const manifestOf = ({ plan }: Pick<KdniaoConfig, 'plan'>): CarrierManifest<KdniaoConfig> =>
  plan === 'free'
    ? { ...manifest, limits: { ...manifest.limits, queriesPerDay: FREE_QUERIES_PER_DAY } }
    : manifest;
