import { DAY, SECOND } from '@cartrail/kernel';
import type { PlatformManifest } from '../../../application/ports.js';
import { signMethods } from './signature.js';
import { reasonTexts } from '../wire/settings.js';

/** The platform advises pages of 40 to 50. A longer list than a hundred of them is halved rather than paged. */
export const PAGE_SIZE = 50;
export const MAX_ROWS = 100 * PAGE_SIZE;

/** Three months, of which the shortest have 89 days. */
const THREE_MONTHS = 89 * DAY;

/** One day, less the second by which a window grows when it is rounded outward. */
export const changedLimits = { maxSpanMs: DAY - SECOND, maxAgeMs: THREE_MONTHS } as const;
export const createdLimits = { maxSpanMs: THREE_MONTHS, maxAgeMs: THREE_MONTHS } as const;

const BY_HAND = 'no call for it is documented to us: answer in 千牛';

export const manifest: PlatformManifest = {
  id: 'taobao',
  zh: '淘宝/天猫',
  en: 'Taobao and Tmall',
  credentials: [
    { name: 'appKey', zh: '应用 AppKey', en: 'AppKey of the application', pattern: '\\d{1,20}' },
    { name: 'appSecret', zh: '应用 AppSecret', en: 'AppSecret of the application' },
  ],
  settings: [
    {
      name: 'signMethod',
      zh: '签名方法，默认 hmac-sha256',
      en: 'how calls are signed; hmac-sha256 unless said',
      optional: true,
      pattern: signMethods.join('|'),
    },
    {
      name: 'messageGroup',
      zh: '消息分组，默认 default',
      en: 'group of the message channel; default unless said',
      optional: true,
    },
    {
      name: 'tradeTypes',
      zh: '同步的交易类型，逗号分隔；不填为平台默认的五种',
      en: 'kinds of trades to list, by comma; the platform’s own five where empty',
      optional: true,
      pattern: '[a-z0-9_]+(,[a-z0-9_]+)*',
    },
    reasonTexts,
  ],
  hosts: {
    api: 'https://eco.taobao.com',
    oauth: 'https://oauth.taobao.com',
    channel: 'ws://mc.api.taobao.com',
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
  ],
  notSupported: {
    'authorise-self': 'the platform gives a token only for a code that the seller’s consent brings',
    'cases-created': 'the list of refunds asks by the time of change only',
    push: 'the platform pushes through its message channel, a WebSocket that we open',
    'signed-push': 'of the message channel it is our asking to connect that is signed',
    decrypt: 'no call that opens receiver data is documented to us',
    ship: 'no call that reports a parcel is documented to us: ship in 千牛',
    'agree-return': BY_HAND,
    'agree-refund': BY_HAND,
    'refund-received': BY_HAND,
    reject: BY_HAND,
    'fill-return-waybill': BY_HAND,
    'report-received': BY_HAND,
  },
  lagMs: 60 * SECOND,
  renewal: { atPart: 0.75 },
};
