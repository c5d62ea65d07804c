import { taobaoConnector } from '../../../src/outbound/platforms/taobao/connector.js';
import type { Subject } from '../subject.js';
import { swap } from '../wire.js';

const credentials = { appKey: '23456789', appSecret: 'a-taobao-secret' };

export const taobao: Subject = {
  id: 'taobao',
  connector: taobaoConnector,
  shopId: '9007199254740995',
  app: credentials,
  appKey: credentials.appKey,
  credentials,
  stranger: { ...credentials, appSecret: 'guess' },
  settings: { reasonTexts: '七天无理由退货:no_reason' },
  through: ['api', 'oauth'],
  straight: ['channel'],
  grant: 'code',
  alterations: {
    orderStatus: swap('status', '"NOBODYS"'),
    caseStatus: swap('status', '"NOBODYS"'),
    company: swap('logistics_company', '"无人快递"'),
    total: swap('total_results', '2000000'),
  },
  unknownPush: '{"id":"1","topic":"taobao_nobodys","userid":"1","content":"{}"}',
};
