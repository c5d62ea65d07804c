import type { MakePlatform } from '../platforms/surroundings.js';
import { demo } from '../state/state.js';
import { DouyinApps } from './apps.js';
import { CasePushes } from './case-pushes.js';
import { DouyinRoutes } from './douyin-routes.js';
import { Gate } from './gate.js';
import { operationsOf } from './operations.js';
import { DouyinPushes } from './pushes.js';
import { Tokens } from './tokens.js';

/** 抖店, its Open API and its pushes. */
export const douyin: MakePlatform = (world) => {
  const { state, clock, deliveries, faults, ledger, shopTokens } = world;
  const pushes = new DouyinPushes(state, clock, deliveries);
  const casePushes = new CasePushes(pushes);
  const tokens = new Tokens(state, shopTokens);
  const gate = new Gate(state, clock, tokens);
  const routes = new DouyinRoutes(gate, operationsOf(world, tokens), state, faults, ledger);
  return {
    id: 'douyin',
    label: 'Douyin',
    apps: new DouyinApps(state, pushes),
    sampleShop: { shopId: demo.shopId, name: '演示小店', appKey: demo.appKey },
    targetSaved: () => {
      for (const appKey of state.apps.keys()) pushes.urlSaved(appKey);
    },
    register: (app) => {
      routes.register(app);
    },
    urlOf: (push) => pushes.urlOf(push),
    took: (push, answer) => pushes.took(push, answer),
    order: (news) => {
      pushes.order(news);
    },
    afterSale: (news) => {
      casePushes.tell(news);
    },
  };
};
