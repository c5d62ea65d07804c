import { douyinConnector } from '../../../src/outbound/platforms/douyin/connector.js';
import { NOBODYS, type Subject } from '../subject.js';
import { swap } from '../wire.js';

const credentials = { appKey: '7100000000000000077', appSecret: 'a-douyin-secret' };

export const douyin: Subject = {
  id: 'douyin',
  connector: douyinConnector,
  shopId: '9007199254740993',
  app: credentials,
  appKey: credentials.appKey,
  credentials,
  stranger: { ...credentials, appSecret: 'guess' },
  settings: { reasonCodes: '2:quality', secondConsent: 'true' },
  through: ['api'],
  grant: 'self',
  alterations: {
    orderStatus: swap('(?:main|order)_status', NOBODYS),
    caseStatus: swap('after_?sale_status', NOBODYS),
    company: swap('company', '"nobodys"'),
    total: swap('total', '60000'),
  },
  unknownPush: '[{"tag":"987654","msg_id":"1","data":"{\\"p_id\\":1,\\"shop_id\\":2}"}]',
};
