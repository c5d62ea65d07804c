import type { Connector } from '../../../application/ports.js';
import { readReasons } from '../../../domain/reason-table.js';
import { TaobaoAuthorisation } from './authorisation.js';
import { TaobaoCases } from './cases.js';
import { TaobaoChannel } from './channel.js';
import { TaobaoClient } from './client.js';
import { manifest } from './manifest.js';
import { TaobaoOrders } from './orders.js';
import { signMethods } from './signature.js';

const PULL_EVERY_MS = 5_000;

export const taobaoConnector: Connector = {
  manifest,
  open: ({ credentials, settings, hosts, timeoutMs }, clock) => {
    const { appKey = '', appSecret = '' } = credentials;
    const app = { appKey, appSecret };
    const host = (name: string): string => hosts[name] ?? manifest.hosts[name] ?? '';
    const client = new TaobaoClient(
      {
        ...app,
        signMethod: signMethods.find((method) => method === settings['signMethod']) ?? 'hmac-sha256',
        tradeTypes: settings['tradeTypes'] ?? '',
        apiUrl: host('api'),
        oauthUrl: host('oauth'),
        timeoutMs,
      },
      clock,
    );
    const line = {
      ...app,
      url: `${host('channel').replace(/^http/, 'ws')}/`,
      groupName: settings['messageGroup'] ?? 'default',
      pullEveryMs: PULL_EVERY_MS,
      timeoutMs,
    };
    return {
      authorisation: new TaobaoAuthorisation(client, { oauthUrl: host('oauth'), appKey }),
      orders: new TaobaoOrders(client),
      cases: new TaobaoCases(client, readReasons(settings['reasonTexts'])),
      channel: new TaobaoChannel(line, client, clock),
    };
  },
};
