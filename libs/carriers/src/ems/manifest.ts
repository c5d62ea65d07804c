import { OWN_PARCELS_ONLY, type CarrierManifest } from '../manifest.js';
import { EmsConfig } from './config.js';

export const PROVIDER = 'ems';

const SEALED_ONLY =
  'its pushes are encrypted block by block, not signed: a parcel they name is asked about before anything counts';

export const manifest: CarrierManifest<EmsConfig> = {
  provider: PROVIDER,
  label: { zh: '中国邮政 EMS', en: 'EMS / China Post' },
  documentation: 'https://api.ems.com.cn',
  // `reach` is told of the collecting end (030005); no call is documented that tells of the other. The wished slot of an
  // order is words in its remarks. `detail` is told by the parcel's trace and names no charges: neither the request of
  // 050001, which tells a fee by waybill, nor its units are documented.
  features: {
    subscribe: 'no call that asks for pushes about a waybill is documented to us',
    track: true,
    push: true,
    'signed-push': SEALED_ONLY,
    recognise: OWN_PARCELS_ONLY,
    quote: 'what an estimate (050005) takes and answers is not documented to us',
    reach: true,
    book: true,
    'find-booking': 'what a second order under the same reference does is not documented to us',
    change: 'no call that changes an order is documented to us',
    cancel: true,
    detail: true,
    'booking-push': 'no push about orders is documented to us: an order is asked about by its parcel',
    intercept: 'no call that stops a parcel on its way is documented to us',
  },
  fullHistory: false,
  limits: {},
  sandbox: { settings: { environment: 'test' } },
  config: EmsConfig,
  secrets: ['authorization', 'signKey'],
};
