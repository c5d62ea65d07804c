import { DAY } from '@cartrail/kernel';
import type { PlatformManifest } from '../../../application/ports.js';
import { rejectWords, returnAddresses } from '../wire/settings.js';

/** Three months are at least 89 days. The document sets no limit on how far back one may ask: a year is ours. */
const reach = { maxSpanMs: 89 * DAY, maxAgeMs: 365 * DAY } as const;

/** Pages 1 to 100 of at most 100 orders. */
export const orderList = { ...reach, pageSize: 100, maxRows: 10_000 } as const;

/** Page number times page size is at most 3,000. */
export const caseList = { ...reach, pageSize: 100, maxRows: 3_000 } as const;

export const manifest: PlatformManifest = {
  id: 'youzan',
  zh: '有赞',
  en: 'Youzan',
  credentials: [
    { name: 'clientId', zh: '应用 client_id', en: 'client_id of the application' },
    { name: 'clientSecret', zh: '应用 client_secret', en: 'client_secret of the application' },
  ],
  settings: [
    returnAddresses,
    {
      name: 'companies',
      zh: '补充的物流公司编号：有赞编号:快递代码，以逗号隔开',
      en: 'carriers beyond the documented list: Youzan’s id:our code, apart by commas',
      optional: true,
      pattern: '(\\d+:[A-Z]+,?)*',
    },
    rejectWords,
  ],
  hosts: { api: 'https://open.youzanyun.com' },
  features: [
    'authorise-self',
    'authorise-code',
    'refresh',
    'order',
    'orders-changed',
    'orders-created',
    'case',
    'cases-changed',
    'cases-created',
    'push',
    'signed-push',
    'decrypt',
    'ship',
    'agree-return',
    'agree-refund',
    'refund-received',
    'reject',
    'fill-return-waybill',
  ],
  notSupported: {
    channel: 'the platform pushes over HTTPS',
    'report-received': 'the platform has no word for goods that came, but the one that pays the buyer',
  },
  lagMs: 60_000,
  renewal: { atPart: 0.75 },
};
