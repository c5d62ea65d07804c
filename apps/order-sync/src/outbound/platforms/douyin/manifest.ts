import { DAY } from '@cartrail/kernel';
import type { PlatformManifest } from '../../../application/ports.js';
import { reasonCodes } from '../wire/settings.js';

/** What a list may hold and how far it reaches. */
export const lists = { pageSize: 100, maxRows: 50_000, maxSpanMs: 90 * DAY, maxAgeMs: 90 * DAY } as const;

export const manifest: PlatformManifest = {
  id: 'douyin',
  zh: '抖店',
  en: 'Douyin',
  credentials: [
    { name: 'appKey', zh: '应用 app_key', en: 'app_key of the application, 19 digits', pattern: '\\d{1,20}' },
    { name: 'appSecret', zh: '应用 app_secret', en: 'app_secret of the application' },
  ],
  settings: [
    reasonCodes('\\d+'),
    {
      name: 'secondConsent',
      zh: '是否用 111 执行退款',
      en: 'whether refunds are executed by operation 111, which the document only shows as an example',
      optional: true,
      pattern: 'true|false',
    },
  ],
  hosts: { api: 'https://openapi-fxg.jinritemai.com' },
  features: [
    'authorise-self',
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
    'report-received',
  ],
  notSupported: {
    'authorise-code': 'the application is of the self-use kind: the platform gives it no code',
    channel: 'the platform pushes over HTTPS',
    reject: 'the operations that refuse are not documented to us: refuse in 抖店后台',
    'fill-return-waybill': 'only the buyer can enter the number',
  },
  lagMs: 30_000,
  renewal: { atPart: 0.75 },
};
