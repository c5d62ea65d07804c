import type { Connector } from '../../../application/ports.js';
import { readReasons } from '../../../domain/reason-table.js';
import { actionsOf } from './actions.js';
import { WeChatAuthorisation } from './authorisation.js';
import { WeChatCases } from './cases.js';
import { WeChatClient } from './client.js';
import { manifest } from './manifest.js';
import { WeChatOrders } from './orders.js';
import { WeChatPushDoor } from './push.js';
import { WeChatShipping } from './shipping.js';

export const wechatConnector: Connector = {
  manifest,
  open: ({ credentials, settings, hosts, timeoutMs }, clock) => {
    const { appId = '', secret = '', token = '', encodingAesKey = '' } = credentials;
    const baseUrl = hosts['api'] ?? manifest.hosts['api'] ?? '';
    const client = new WeChatClient({ appId, secret, baseUrl, timeoutMs });
    return {
      authorisation: new WeChatAuthorisation(client, appId),
      orders: new WeChatOrders(client),
      cases: new WeChatCases(client, readReasons(settings['reasonCodes']), actionsOf(client), clock),
      shipping: new WeChatShipping(client),
      door: new WeChatPushDoor({ appId, token, encodingAesKey }),
    };
  },
};
