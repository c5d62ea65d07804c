import { wechatConnector } from '../../../src/outbound/platforms/wechat/connector.js';
import { NOBODYS, type Subject } from '../subject.js';
import { swap } from '../wire.js';

/** An application is one shop. */
const credentials = {
  appId: 'wx5a3f1e0c9b7d2469',
  secret: 'a-wechat-secret',
  token: 'a-wechat-token',
  encodingAesKey: 'c2FtcGxlLXdlY2hhdC1hZXMta2V5LTAxMjM0NTY3ODk',
};

export const wechat: Subject = {
  id: 'wechat',
  connector: wechatConnector,
  shopId: credentials.appId,
  app: credentials,
  appKey: credentials.appId,
  credentials,
  stranger: { ...credentials, secret: 'guess', token: 'guess' },
  settings: { reasonCodes: '2:quality' },
  through: ['api'],
  grant: 'self',
  alterations: {
    orderStatus: swap('status', NOBODYS),
    caseStatus: swap('status', '"NOBODYS"'),
    company: swap('delivery_id', '"NOBODYS"'),
  },
  unknownPush: '{"Event":"channels_ec_nobodys","CreateTime":1}',
};
