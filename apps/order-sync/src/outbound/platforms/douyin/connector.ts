import type { Connector } from '../../../application/ports.js';
import { readReasons } from '../../../domain/reason-table.js';
import { actionsOf } from './actions.js';
import { DouyinAfterSaleClient } from './after-sale-client.js';
import { DouyinAuthorisation } from './authorisation.js';
import { DouyinCases } from './cases.js';
import { DouyinClient } from './client.js';
import { manifest } from './manifest.js';
import { DouyinOrders } from './orders.js';
import { DouyinPushDoor } from './push.js';
import { DouyinShipping } from './shipping.js';

export const douyinConnector: Connector = {
  manifest,
  open: ({ credentials, settings, hosts, timeoutMs }, clock) => {
    const { appKey = '', appSecret = '' } = credentials;
    const baseUrl = hosts['api'] ?? manifest.hosts['api'] ?? '';
    const client = new DouyinClient({ appKey, appSecret, baseUrl, timeoutMs }, clock);
    const afterSales = new DouyinAfterSaleClient(client);
    const secondConsent = settings['secondConsent'] === 'true';
    return {
      authorisation: new DouyinAuthorisation(client),
      orders: new DouyinOrders(client),
      cases: new DouyinCases(
        afterSales,
        readReasons(settings['reasonCodes']),
        actionsOf(afterSales, secondConsent),
      ),
      shipping: new DouyinShipping(client),
      door: new DouyinPushDoor({ appKey, appSecret }),
      withheld: secondConsent ? {} : { 'refund-received': 'the setting secondConsent is off' },
    };
  },
};
