import { toShanghai } from '@cartrail/kernel';
import type { MakePlatform } from '../platforms/surroundings.js';
import { PinduoduoApps, sampleApp } from './apps.js';
import { MessageChannel } from './channel.js';
import { Gate } from './gate.js';
import { Limits } from './limits.js';
import { Messages } from './messages.js';
import { operationsOf } from './operations.js';
import { Permits } from './permits.js';
import { Routes } from './routes.js';
import { Tokens } from './tokens.js';

/** Beyond 2^53, as malls may be. */
const SAMPLE_SHOP = { shopId: '90071992547409931', name: '拼多多演示店', appKey: sampleApp.clientId };

/** 拼多多: its gateway and its message channel. */
export const pinduoduo: MakePlatform = (world) => {
  const { state, clock, faults, ledger, deliveries } = world;
  const apps = new PinduoduoApps(state);
  const tokens = new Tokens(state, world.shopTokens);
  const permits = new Permits(state);
  const gate = new Gate(apps, clock, tokens);
  const channel = new MessageChannel(apps, gate, faults, clock);
  const messages = new Messages(state, clock, deliveries, permits);
  const routes = new Routes(gate, operationsOf(world, tokens, permits), new Limits(), faults, ledger);
  return {
    id: 'pinduoduo',
    label: 'Pinduoduo',
    apps,
    sampleShop: SAMPLE_SHOP,
    newOrderId: () => orderSn(clock.now(), state.nextId()),
    register: (app) => {
      routes.register(app);
    },
    upgrade: (request, socket, head) => {
      channel.upgrade(request, socket, head);
    },
    urlOf: () => null,
    took: () => false,
    carry: (push, signal) => channel.carry(push, signal),
    order: (news) => {
      messages.order(news);
    },
    afterSale: (news) => {
      messages.afterSale(news);
    },
  };
};

/** `yymmdd-` and fifteen digits. */
const orderSn = (now: number, id: string): string =>
  `${toShanghai(now).slice(2, 10).replaceAll('-', '')}-${id.slice(-15)}`;
