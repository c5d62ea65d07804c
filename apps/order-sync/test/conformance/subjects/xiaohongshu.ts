import { xiaohongshuConnector } from '../../../src/outbound/platforms/xiaohongshu/connector.js';
import { NOBODYS, type Subject } from '../subject.js';
import { swap } from '../wire.js';

const credentials = { appId: 'a-xiaohongshu-app', appSecret: 'a-xiaohongshu-secret' };

export const xiaohongshu: Subject = {
  id: 'xiaohongshu',
  connector: xiaohongshuConnector,
  shopId: '6500000000000000000000b2',
  app: credentials,
  appKey: credentials.appId,
  credentials,
  stranger: { ...credentials, appSecret: 'guess' },
  settings: {
    companyCodes: 'yuantong:YTO',
    reasonCodes: '1:no_reason,2:quality',
    authExpiredCodes: '-9005',
    throttledCodes: '-9006',
  },
  through: ['api'],
  grant: 'code',
  alterations: {
    orderStatus: swap('orderStatus', NOBODYS),
    caseStatus: swap('status', NOBODYS),
    company: swap('expressCompanyCode', '"nobodys"'),
    total: (answer) => swap('total', '60000')(swap('totalCount', '60000')(answer, ''), ''),
  },
  unknownPush: '[{"msgTag":"msg_nobodys","sellerId":"1","data":"{}"}]',
};
