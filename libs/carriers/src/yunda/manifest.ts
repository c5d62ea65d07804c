import { OWN_PARCELS_ONLY, type CarrierManifest } from '../manifest.js';
import { YundaConfig } from './config.js';

export const PROVIDER = 'yunda';

/** Our catalogue's code: this provider is one carrier and carries nothing else. */
export const CARRIER = 'YD';

const UNKNOWN_PUSHES = 'neither the form of its pushes nor who signs them is documented to us';

export const manifest: CarrierManifest<YundaConfig> = {
  provider: PROVIDER,
  label: { zh: '韵达速递', en: 'Yunda Express' },
  documentation: 'https://open.yundaex.com',
  features: {
    subscribe: true,
    track: true,
    push: UNKNOWN_PUSHES,
    'signed-push': UNKNOWN_PUSHES,
    recognise: OWN_PARCELS_ONLY,
    quote: 'what order/getFreightInfo takes and answers is not documented to us',
    reach: 'no call that tells where Yunda goes is documented to us',
    book: 'what order/pushOrder takes is not documented to us, and createBmOrder makes a label, with fields only partly known',
    'find-booking': 'neither a search for orders nor what a repeated order does is documented to us',
    change: 'updateBmOrder changes labels, and no call that changes a pickup is documented to us',
    cancel: 'what order/cancelOrder takes is not documented to us, and nothing is ordered here yet',
    detail: 'no call that tells how an order stands is documented to us',
    'booking-push': 'no push about orders is documented to us',
    intercept: 'no call that stops a parcel on its way is documented to us',
  },
  // A push is presumed to tell one step.
  fullHistory: false,
  limits: {},
  sandbox: { settings: { baseUrl: 'https://u-openapi.yundasys.com' } },
  config: YundaConfig,
  secrets: ['appSecret'],
};
