import type { MakePlatform } from '../platforms/surroundings.js';
import { Doors } from '../vendors/door.js';
import { sample, WeimobApps } from './apps.js';
import { Calls } from './calls.js';
import { doorsOf, operationsOf } from './doors.js';
import { WeimobPushes } from './pushes.js';
import { WeimobTokens } from './tokens.js';

/** 微盟 WOS, its Open API and its messages; what is not public of it is the simulator's own. */
export const weimob: MakePlatform = (world) => {
  const { state, clock, deliveries, faults, ledger, shopTokens } = world;
  const apps: WeimobApps = new WeimobApps(state, (app) => {
    pushes.urlSaved(app);
  });
  const pushes = new WeimobPushes(clock, deliveries, (clientId) => apps.get(clientId));
  const tokens = new WeimobTokens(state, apps, shopTokens);
  const operations = operationsOf(new Calls(state, clock, apps, world));
  return {
    id: 'weimob',
    label: 'Weimob',
    apps,
    sampleShop: { shopId: '5000000001', name: '微盟演示小店', appKey: sample.clientId },
    register: (app) => {
      new Doors('weimob', faults, ledger).open(app, doorsOf(tokens, operations, state));
    },
    urlOf: (push) => pushes.urlOf(push),
    took: (push, answer) => pushes.took(push, answer),
    order: (news) => {
      pushes.order(news);
    },
    afterSale: (news) => {
      pushes.afterSale(news);
    },
  };
};
