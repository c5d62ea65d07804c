import { DAY, MINUTE, SECOND } from '@cartrail/kernel';
import type { PlatformManifest } from '../../../application/ports.js';
import { reasonCodes, rejectReasonCodes } from '../wire/settings.js';

const PAIRS = '[^:,]+:[^:,]+(,[^:,]+:[^:,]+)*';
const CODES = '-?\\d+(,-?\\d+)*';

/**
 * What a list may hold. Orders are asked for in whole seconds: a window rounded outward on both sides has to fit into
 * the platform's span. How far back a list reaches is not documented; ninety days are what a new shop needs.
 */
export const lists = {
  pageSize: 100,
  orders: { maxRows: 10_000, changedMs: 30 * MINUTE - 2 * SECOND, createdMs: DAY - 2 * SECOND },
  cases: { maxRows: 50_000, changedMs: 30 * MINUTE, createdMs: DAY },
  maxAgeMs: 90 * DAY,
} as const;

export const manifest: PlatformManifest = {
  id: 'xiaohongshu',
  zh: '小红书',
  en: 'Xiaohongshu',
  credentials: [
    { name: 'appId', zh: '应用 appId', en: 'appId of the application, also the app-key of its pushes' },
    { name: 'appSecret', zh: '应用 appSecret', en: 'secret of the application' },
  ],
  settings: [
    {
      name: 'companyCodes',
      zh: '快递公司编码对应（平台编码:本系统编码）',
      en: 'the platform’s company codes in our catalogue’s: code:carrier[,code:carrier]; its document names few',
      optional: true,
      pattern: PAIRS,
    },
    reasonCodes('\\d+'),
    {
      name: 'authExpiredCodes',
      zh: '表示授权失效的 error_code',
      en: 'error codes of a token that no longer holds: code[,code]; the platform’s document lists none',
      optional: true,
      pattern: CODES,
    },
    {
      name: 'throttledCodes',
      zh: '表示限流的 error_code',
      en: 'error codes of too many calls: code[,code]; the platform’s document lists none',
      optional: true,
      pattern: CODES,
    },
    rejectReasonCodes,
  ],
  hosts: { api: 'https://ark.xiaohongshu.com' },
  features: [
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
  ],
  notSupported: {
    'authorise-self': 'tokens come from the code a shop’s main account grants, and from nothing else',
    channel: 'the platform pushes over HTTPS',
    'fill-return-waybill': 'only the buyer can enter the number',
    'report-received': 'confirmReceive, the one word for goods received, also pays the buyer',
  },
  lagMs: 30_000,
  pollEveryMs: 5 * MINUTE,
  limits: { callsPerSecond: 100 },
  renewal: { lastMs: 30 * MINUTE },
};
