import { createCipheriv } from 'node:crypto';
import { kuaishouConnector } from '../../../src/outbound/platforms/kuaishou/connector.js';
import { NOBODYS, type Subject } from '../subject.js';
import { swap } from '../wire.js';

const credentials = {
  appKey: 'ks688888888888888888',
  appSecret: 'a-kuaishou-secret',
  signSecret: 'a-sign-secret',
  messageSecret: Buffer.alloc(32, 5).toString('base64'),
};

/** Written from the document, as the simulator is. */
function sealed(message: object): string {
  const key = Buffer.from(credentials.messageSecret, 'base64');
  const sealer = createCipheriv('aes-256-cbc', key, Buffer.alloc(16));
  return Buffer.concat([sealer.update(JSON.stringify(message)), sealer.final()]).toString('base64');
}

export const kuaishou: Subject = {
  id: 'kuaishou',
  connector: kuaishouConnector,
  shopId: '3100000001',
  app: credentials,
  appKey: credentials.appKey,
  credentials,
  stranger: {
    ...credentials,
    signSecret: 'guess',
    messageSecret: Buffer.alloc(32, 6).toString('base64'),
  },
  settings: { reasonCodes: '2:quality' },
  through: ['api', 'authorise'],
  grant: 'code',
  alterations: {
    orderStatus: swap('status', NOBODYS),
    caseStatus: swap('status', NOBODYS),
    company: swap('expressCode', NOBODYS),
  },
  unknownPush: sealed({
    event: 'kwaishop_nobodys',
    eventId: '1',
    appKey: credentials.appKey,
    userId: 1,
    info: '{}',
  }),
};
