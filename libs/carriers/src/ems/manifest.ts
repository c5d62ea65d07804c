import { OWN_PARCELS_ONLY, type CarrierManifest } from '../manifest.js';
import { EmsConfig } from './config.js';

export const PROVIDER = 'ems';

const SEALED_ONLY =
  'its pushes are encrypted block by block, not signed: a parcel they name is asked about before anything counts';

export const manifest: CarrierManifest<EmsConfig> = {
  provider: PROVIDER,
  label: { zh: '中国邮政 EMS', en: 'EMS / China Post' },
  documentation: 'https://api.ems.com.cn',
  features: {
    subscribe: 'no call that asks for pushes about a waybill is documented to us',
    track: true,
    push: true,
    'signed-push': SEALED_ONLY,
    recognise: OWN_PARCELS_ONLY,
    quote: 'what an estimate (050005) takes and answers is not documented to us',
    reach: '030005 answers for the collecting end only',
    book: '020003 as documented to us has no field for when the courier comes',
    'find-booking': 'what a second order under the same reference does is not documented to us',
    change: 'no call that changes an order is documented to us',
    cancel: '020006 cancels what 020003 ordered, and nothing is ordered here yet',
    detail: 'no call that tells how an order stands is documented to us',
    'booking-push': 'no push about orders is documented to us',
    intercept: 'no call that stops a parcel on its way is documented to us',
  },
  fullHistory: false,
  limits: {},
  sandbox: { settings: { environment: 'test' } },
  config: EmsConfig,
  secrets: ['authorization', 'signKey'],
};
