import { mappedConnector } from '../../../src/outbound/platforms/mapped/connector.js';
import type { Subject } from '../subject.js';
import { swap } from '../wire.js';
import { mallDocument } from './mall-document.js';

const app = { appKey: 'a-mall-key', token: 'a-mall-token', pushSecret: 'a-mall-push-secret' };

export const mapped: Subject = {
  id: 'mapped',
  world: 'mall',
  connector: mappedConnector({ allowPrivate: true }),
  shopId: 'mall-store-77',
  app,
  appKey: app.appKey,
  credentials: { token: app.token, pushSecret: app.pushSecret },
  stranger: { token: 'guess', pushSecret: 'guess' },
  settings: {},
  settingsAt: (host) => ({ mapping: JSON.stringify(mallDocument(`${host}/v1`)) }),
  through: [],
  grant: 'self',
  standing: true,
  alterations: {
    orderStatus: swap('stage', '"NOBODYS"'),
    caseStatus: swap('stage', '"NOBODYS"'),
    company: swap('by', '"x-nobodys"'),
  },
};
