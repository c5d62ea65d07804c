import { youzanConnector } from '../../../src/outbound/platforms/youzan/connector.js';
import { NOBODYS, type Subject } from '../subject.js';
import { swap } from '../wire.js';

const credentials = { clientId: 'a-youzan-client', clientSecret: 'a-youzan-secret' };

export const youzan: Subject = {
  id: 'youzan',
  connector: youzanConnector,
  shopId: '4100000001',
  app: credentials,
  appKey: credentials.clientId,
  credentials,
  stranger: { ...credentials, clientSecret: 'guess' },
  settings: { returnAddresses: 'WH1=退货组|13900000001|浙江省|杭州市|西湖区|物流园1号' },
  through: ['api'],
  grant: 'self',
  alterations: {
    orderStatus: swap('status', '"NOBODYS"'),
    caseStatus: swap('status', '"NOBODYS"'),
    company: swap('express_id', NOBODYS),
    total: swap('total_results', '20000'),
  },
  unknownPush: '{"type":"nobodys","kdt_id":1,"msg":"%7B%7D"}',
};
