import { pinduoduoConnector } from '../../../src/outbound/platforms/pinduoduo/connector.js';
import { NOBODYS, type Subject } from '../subject.js';
import { swap } from '../wire.js';

const credentials = { clientId: 'a-pdd-client', clientSecret: 'a-pdd-secret' };

export const pinduoduo: Subject = {
  id: 'pinduoduo',
  connector: pinduoduoConnector,
  shopId: '90071992547409935',
  app: credentials,
  appKey: credentials.clientId,
  credentials,
  stranger: { ...credentials, clientSecret: 'guess' },
  settings: { operateTimeUnit: 's', reasonTexts: '质量问题:quality' },
  through: ['api', 'authorise'],
  straight: ['push'],
  grant: 'code',
  alterations: {
    orderStatus: swap('order_status', NOBODYS),
    caseStatus: swap('after_sales_status', NOBODYS),
    company: swap('logistics_id', NOBODYS),
    total: swap('total_count', '20000'),
  },
  unknownPush: '{"message":{"type":"pdd_nobodys","mallID":1,"content":"{}"}}',
};
