import { weimobConnector } from '../../../src/outbound/platforms/weimob/connector.js';
import { settings } from '../../platforms/weimob-shop.js';
import { NOBODYS, type Subject } from '../subject.js';
import { swap } from '../wire.js';

const credentials = { clientId: 'A0WEIMOB0CLIENT', clientSecret: 'a-weimob-secret' };

export const weimob: Subject = {
  id: 'weimob',
  connector: weimobConnector,
  shopId: '5100000001',
  app: credentials,
  appKey: credentials.clientId,
  credentials,
  stranger: { ...credentials, clientSecret: 'guess' },
  settings,
  through: ['api'],
  grant: 'self',
  connectionId: 'tenant01-0123456789abcdefghjkmnpqrs',
  alterations: {
    orderStatus: swap('orderStatus', NOBODYS),
    caseStatus: swap('rightsStatus', NOBODYS),
    company: swap('companyName', '"无人快递"'),
    total: swap('totalCount', '3000'),
  },
  unknownPush: '{"id":"1","topic":"weimob_shop.nobodys","bosId":1,"msgBody":"{}"}',
};
