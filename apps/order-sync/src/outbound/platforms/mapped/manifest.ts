import type { PlatformManifest } from '../../../application/ports.js';
import { rejectReasonCodes } from '../wire/settings.js';

/** What a document may make of a shop; what one document leaves out, its connection does not have. */
export const manifest: PlatformManifest = {
  id: 'mapped',
  zh: '自定义对接',
  en: 'Mapped shop',
  credentials: [
    { name: 'token', zh: '静态令牌', en: 'Token of the presets header and query', optional: true },
    { name: 'appKey', zh: '应用标识', en: 'Key of the application that signs', optional: true },
    { name: 'secret', zh: '签名密钥', en: 'Secret that calls are signed with', optional: true },
    { name: 'accessToken', zh: '店铺授权令牌', en: 'The shop’s token beside a signature', optional: true },
    { name: 'clientId', zh: 'OAuth2 客户端', en: 'OAuth2 client', optional: true },
    { name: 'clientSecret', zh: 'OAuth2 密钥', en: 'OAuth2 client secret', optional: true },
    { name: 'pushSecret', zh: '推送验签密钥', en: 'Secret that pushes are signed with', optional: true },
    { name: 'pushToken', zh: '推送令牌', en: 'Bearer token that pushes carry', optional: true },
  ],
  settings: [
    {
      name: 'mapping',
      zh: '已发布的映射文档',
      en: 'The published mapping document, as JSON text',
      optional: true,
      setBy: 'publishing a mapping',
    },
    { name: 'shopId', zh: '店铺编号', en: 'The shop, where pushes name none', optional: true },
    rejectReasonCodes,
  ],
  hosts: {},
  features: [
    'authorise-self',
    'refresh',
    'order',
    'orders-changed',
    'orders-created',
    'case',
    'cases-changed',
    'push',
    'signed-push',
    'decrypt',
    'ship',
    'agree-return',
    'agree-refund',
    'refund-received',
    'reject',
    'fill-return-waybill',
    'report-received',
  ],
  notSupported: {
    'authorise-code':
      'A mapping has no page on which a merchant agrees: its application holds the credentials.',
    'cases-created': 'A mapping lists cases by the time they changed.',
    channel: 'A mapped shop pushes over HTTPS.',
  },
  lagMs: 60_000,
  renewal: { atPart: 0.75 },
};
