import type { MakePlatform } from '../platforms/surroundings.js';
import { Doors } from '../vendors/door.js';
import { MallApps, sample } from './apps.js';
import { MallDoors } from './doors.js';
import { MallPushes } from './pushes.js';

/** A private mall in a shape of its own, which no connector knows. A key is good for one store. */
export const mall: MakePlatform = (world) => {
  const { state, faults, ledger, deliveries } = world;
  const apps = new MallApps(state);
  const pushes = new MallPushes(apps, deliveries);
  return {
    id: 'mall',
    label: 'Private mall',
    apps,
    sampleShop: { shopId: 'mall-sample-store', name: '演示商城', appKey: sample.appKey },
    register: (app) => {
      new Doors('mall', faults, ledger).open(app, new MallDoors(world, apps).doors());
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
