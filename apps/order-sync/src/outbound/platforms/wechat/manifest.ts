import { DAY, MINUTE, SECOND } from '@cartrail/kernel';
import type { PlatformManifest } from '../../../application/ports.js';
import { reasonCodes, rejectReasonCodes } from '../wire/settings.js';

/** No document names a limit of age. */
const ANY_AGE_MS = 3_650 * DAY;

/** Spans are 7 days and 24 hours; a second less, as a window is rounded outward to whole seconds. */
export const orderLists = { pageSize: 100, maxSpanMs: 7 * DAY - SECOND, maxAgeMs: ANY_AGE_MS } as const;
export const caseLists = { maxSpanMs: DAY - SECOND, maxAgeMs: ANY_AGE_MS } as const;

export const manifest: PlatformManifest = {
  id: 'wechat',
  zh: '微信小店',
  en: 'WeChat shop',
  credentials: [
    { name: 'appId', zh: '小店 AppID', en: 'AppID of the shop', pattern: 'wx[0-9a-f]{16}' },
    { name: 'secret', zh: '小店 AppSecret', en: 'AppSecret of the shop' },
    { name: 'token', zh: '消息推送 Token', en: 'Token of the message push' },
    {
      name: 'encodingAesKey',
      zh: '消息推送 EncodingAESKey（数据格式选 JSON）',
      en: 'EncodingAESKey of the message push, whose data format has to be JSON',
      pattern: '[A-Za-z0-9+/]{43}',
    },
  ],
  settings: [reasonCodes('\\w+'), rejectReasonCodes],
  hosts: { api: 'https://api.weixin.qq.com' },
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
    'reject',
  ],
  notSupported: {
    'authorise-code':
      'an application is the shop’s own: its AppID and AppSecret are all the platform asks for',
    channel: 'the platform pushes over HTTPS',
    'fill-return-waybill': 'no call for it is documented to us: the buyer enters the number',
    'report-received': 'the only call for it, acceptapply 2, pays the buyer at once',
  },
  lagMs: 30 * SECOND,
  // Until its last five minutes the platform answers a call for a token with the one it gave before.
  renewal: { lastMs: 5 * MINUTE },
};
