import { OWN_PARCELS_ONLY, type CarrierManifest } from '../manifest.js';
import { JtConfig } from './config.js';

export const PROVIDER = 'jt';

/** Our catalogue's code: this provider is one carrier and carries nothing else. */
export const CARRIER = 'JTSD';

export const manifest: CarrierManifest<JtConfig> = {
  provider: PROVIDER,
  label: { zh: '极兔速递', en: 'J&T Express' },
  documentation: 'https://open.jtexpress.com.cn',
  features: {
    subscribe: true,
    track: true,
    push: true,
    'signed-push': true,
    recognise: OWN_PARCELS_ONLY,
    quote: 'what the answer of spmComCost/getComCost says is not documented to us',
    reach: 'no interface that tells where J&T goes is documented to us',
    book: true,
    'find-booking': 'neither a search for orders nor what a repeated txlogisticId does is documented to us',
    change: 'no interface that changes an order is documented to us: cancel and book again',
    cancel: true,
    detail: 'no interface that asks about an order is documented to us: its pushes tell',
    'booking-push': true,
    intercept: true,
  },
  fullHistory: false,
  limits: {},
  sandbox: { settings: { baseUrl: 'https://uat-openapi.jtexpress.com.cn/webopenplatformapi/api' } },
  config: JtConfig,
  secrets: ['privateKey', 'customerPassword'],
};
