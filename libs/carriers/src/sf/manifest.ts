import { HOUR } from '@cartrail/kernel';
import type { CarrierManifest } from '../manifest.js';
import { SfConfig } from './config.js';

export const PROVIDER = 'sf';

export const manifest: CarrierManifest<SfConfig> = {
  provider: PROVIDER,
  label: { zh: '顺丰速运', en: 'SF Express' },
  documentation: 'https://open.sf-express.com',
  features: {
    subscribe: true,
    track: true,
    push: true,
    'signed-push':
      'SF signs none of its pushes: what one says of a parcel or an order counts after a query of our own',
    recognise:
      'EXP_RECE_VALIDATE_WAYBILLNO says whether a number is one of SF, and what it answers is not documented to us',
    quote: true,
    reach: true,
    book: true,
    'find-booking': true,
    change:
      'EXP_RECE_UPDATE_ORDER confirms an order or cancels it; whether its times move the slot of one that is made is not documented to us: cancel and book again',
    cancel: true,
    detail: true,
    'booking-push': true,
    intercept: true,
  },
  // A push tells what is new.
  fullHistory: false,
  // An order's id is never free again, so SF knows it for good; this is how long it is worth looking.
  limits: { bookingMemoryMs: 48 * HOUR },
  sandbox: { settings: { baseUrl: 'https://sfapi-sbox.sf-express.com' } },
  config: SfConfig,
  secrets: ['checkWord'],
};
