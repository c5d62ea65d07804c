import { DAY, MINUTE, SECOND } from '@cartrail/kernel';
import type { PlatformManifest } from '../../../application/ports.js';
import { reasonTexts } from '../wire/settings.js';

const PAGE = 100;

/**
 * What a list may hold and how far it reaches. The platform counts whole seconds, so that a window of ours widens by
 * one. It names no most of rows: a hundred pages is the least any platform grants.
 */
const lists = { pageSize: PAGE, maxRows: 100 * PAGE, maxAgeMs: 90 * DAY } as const;
export const changedList = { ...lists, maxSpanMs: 30 * MINUTE - SECOND } as const;
export const confirmedList = { ...lists, maxSpanMs: DAY - SECOND } as const;

export const manifest: PlatformManifest = {
  id: 'pinduoduo',
  zh: '拼多多',
  en: 'Pinduoduo',
  credentials: [
    {
      name: 'clientId',
      zh: '应用 client_id',
      en: 'client_id of the application',
      pattern: '[0-9A-Za-z-]{1,64}',
    },
    { name: 'clientSecret', zh: '应用 client_secret', en: 'client_secret of the application' },
  ],
  settings: [
    {
      name: 'operateTimeUnit',
      zh: '退货入库 operate_time 的单位（s 秒，ms 毫秒）',
      en: 'unit of operate_time in pdd.nextone.logistics.warehouse.update: s or ms; its document does not say',
      optional: true,
      pattern: 's|ms',
    },
    reasonTexts,
  ],
  hosts: {
    api: 'https://gw-api.pinduoduo.com',
    authorise: 'https://fuwu.pinduoduo.com',
    push: 'wss://message-api.pinduoduo.com',
  },
  features: [
    'authorise-code',
    'refresh',
    'order',
    'orders-changed',
    'orders-created',
    'case',
    'cases-changed',
    'channel',
    'decrypt',
    'ship',
    'agree-return',
    'agree-refund',
    'refund-received',
    'report-received',
  ],
  notSupported: {
    'authorise-self': 'the platform gives no token without a code of the merchant',
    'cases-created': 'cases are listed by their last change only',
    push: 'the platform pushes through its WebSocket',
    'signed-push': 'the WebSocket is proved by its address; a message carries no proof of its own',
    reject: 'no call that refuses is documented to us: refuse in 拼多多商家后台',
    'fill-return-waybill': 'only the buyer can enter the number',
  },
  lagMs: 30_000,
  // The least of the limits on orders, 3,000 a minute for number.increment; the list of cases alone has a tighter one.
  limits: { callsPerSecond: 50 },
  renewal: { atPart: 0.75 },
};
