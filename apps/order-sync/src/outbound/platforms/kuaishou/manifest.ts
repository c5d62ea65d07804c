import { MINUTE } from '@cartrail/kernel';
import type { PlatformManifest } from '../../../application/ports.js';
import { reasonCodes, rejectReasonCodes } from '../wire/settings.js';

export const manifest: PlatformManifest = {
  id: 'kuaishou',
  zh: '快手小店',
  en: 'Kuaishou shop',
  credentials: [
    { name: 'appKey', zh: '应用 appKey', en: 'Application key' },
    { name: 'appSecret', zh: '应用 appSecret', en: 'Application secret, for tokens' },
    { name: 'signSecret', zh: '应用 signSecret', en: 'Sign secret, for calls' },
    {
      name: 'messageSecret',
      zh: '消息加密密钥',
      en: 'Message key, Base64 of 16, 24 or 32 bytes',
      pattern: '[A-Za-z0-9+/]{22}==|[A-Za-z0-9+/]{32}|[A-Za-z0-9+/]{43}=',
    },
  ],
  settings: [
    {
      name: 'scopes',
      zh: '授权权限包，逗号分隔',
      en: 'Scopes to ask a merchant for, comma separated',
      optional: true,
      pattern: '[a-z_]+(,[a-z_]+)*',
    },
    reasonCodes('\\d+'),
    rejectReasonCodes,
  ],
  hosts: { api: 'https://openapi.kwaixiaodian.com', authorise: 'https://open.kwaixiaodian.com' },
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
    'decrypt',
    'ship',
    'agree-return',
    'agree-refund',
    'refund-received',
    'reject',
    'fill-return-waybill',
  ],
  notSupported: {
    'authorise-self': 'a token is given for the code of a merchant’s consent only',
    'signed-push': 'a push carries no signature: what the message key of the application opens is genuine',
    channel: 'messages come by HTTPS only',
    'report-received': 'confirm.receipt pays the buyer, and no other call says that goods are back',
  },
  lagMs: MINUTE,
  // Of one interface, and of an application that is on line; one that is not yet has 100,000 a day, which its settings say.
  limits: { callsPerSecond: 100, callsPerDay: 1_000_000 },
  renewal: { atPart: 0.75 },
};
