import type { Connector } from '../../../application/ports.js';
import { readReasons } from '../../../domain/reason-table.js';
import { KuaishouAuthorisation } from './authorisation.js';
import { KuaishouCases } from './cases.js';
import { KuaishouClient } from './client.js';
import { manifest } from './manifest.js';
import { KuaishouOrders } from './orders.js';
import { KuaishouPushDoor } from './push.js';
import { KuaishouShipping } from './shipping.js';

export const kuaishouConnector: Connector = {
  manifest,
  open: (application, clock) => {
    const client = new KuaishouClient(application, clock);
    return {
      authorisation: new KuaishouAuthorisation(application, client),
      orders: new KuaishouOrders(client),
      cases: new KuaishouCases(client, readReasons(application.settings['reasonCodes'])),
      shipping: new KuaishouShipping(client),
      door: new KuaishouPushDoor(application),
    };
  },
};
