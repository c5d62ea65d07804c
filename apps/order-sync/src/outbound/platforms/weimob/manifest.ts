import { DAY } from '@cartrail/kernel';
import type { ApplicationField, PlatformManifest } from '../../../application/ports.js';
import { rejectWords, returnAddresses } from '../wire/settings.js';
import { caseWords, failureWords, kindWords, orderWords } from './tables.js';

/** Weimob documents no bound of its lists: small windows, small pages and a reach of ours keep clear of any. */
export const lists = { pageSize: 20, maxRows: 2_000, maxSpanMs: DAY, maxAgeMs: 90 * DAY } as const;

const VALUE = '-?\\d+(/-?\\d+)?';
const table = (words: readonly string[]): string => `(${VALUE}:(${words.join('|')}),?)*`;
const of = (words: readonly string[]): string => `value:word[,value:word], words: ${words.join(', ')}`;

/** What the documents give no value for. A value without a row is kept raw, counted, and changes nothing. */
const settings: readonly ApplicationField[] = [
  {
    name: 'timeUnit',
    zh: '接口时间的单位：s 秒，ms 毫秒',
    en: 'the unit of every time in the API: s or ms',
    pattern: 's|ms',
  },
  {
    name: 'orderStatuses',
    zh: '订单状态对照表',
    en: `what the values of orderStatus mean: ${of(orderWords)}`,
    pattern: table(orderWords),
  },
  {
    name: 'caseStatuses',
    zh: '售后状态对照表',
    en: `what the values of rightsStatus mean: ${of(caseWords)}`,
    pattern: table(caseWords),
  },
  {
    name: 'caseTypes',
    zh: '售后类型对照表，可写 rightsType 或 rightsType/refundType',
    en: `what the values of rightsType, or rightsType/refundType, mean: ${of(kindWords)}`,
    pattern: table(kindWords),
  },
  {
    name: 'orderChangedType',
    zh: '订单按更新时间查询的 type',
    en: 'queryTime.type of order/list/search by time of change',
    pattern: '\\d+',
    optional: true,
  },
  {
    name: 'orderCreatedType',
    zh: '订单按创建时间查询的 type',
    en: 'queryTime.type of order/list/search by time of creation',
    pattern: '\\d+',
    optional: true,
  },
  {
    name: 'caseChangedType',
    zh: '售后按更新时间查询的 type',
    en: 'queryTime.type of rights/list/search by time of change',
    pattern: '\\d+',
    optional: true,
  },
  {
    name: 'caseCreatedType',
    zh: '售后按创建时间查询的 type',
    en: 'queryTime.type of rights/list/search by time of creation',
    pattern: '\\d+',
    optional: true,
  },
  {
    name: 'shopType',
    zh: '自用型授权时代表 bosId 的 shop_type',
    en: 'the value of shop_type that stands for a bosId, of a self-use application',
    pattern: '\\w+',
    optional: true,
  },
  {
    name: 'freightType',
    zh: 'amountInfos 中代表运费的 type',
    en: 'the type in amountInfos that is the freight; without it, freight is part of the lines',
    pattern: '\\d+',
    optional: true,
  },
  {
    name: 'errorKinds',
    zh: '错误码对照表',
    en: `what error codes mean: ${of(failureWords)}; any other is invalid`,
    pattern: table(failureWords),
    optional: true,
  },
  returnAddresses,
  rejectWords,
];

export const manifest: PlatformManifest = {
  id: 'weimob',
  zh: '微盟',
  en: 'Weimob WOS',
  credentials: [
    { name: 'clientId', zh: '应用 client_id', en: 'client_id of the application' },
    { name: 'clientSecret', zh: '应用 client_secret', en: 'client_secret of the application' },
  ],
  settings,
  hosts: { api: 'https://dopen.weimob.com' },
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
    'decrypt',
    'agree-return',
    'agree-refund',
    'refund-received',
    'reject',
  ],
  notSupported: {
    'signed-push':
      'how the sign of a push is made is not public: the push URL is the secret, and a push is only a hint to ask',
    channel: 'the platform pushes over HTTPS',
    ship: 'the values a shipment wants (fulfillMethod) are not public: ship in 微盟商家后台',
    'fill-return-waybill': 'the values of deliveryType are not public: the buyer enters the number',
    'report-received': 'confirming a return may pay the buyer: it is done with the refund',
  },
  lagMs: 60_000,
  renewal: { atPart: 0.75 },
};
