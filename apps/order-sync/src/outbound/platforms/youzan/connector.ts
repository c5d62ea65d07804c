import type { Connector } from '../../../application/ports.js';
import { readReturnAddresses } from '../wire/return-addresses.js';
import { youzanActions } from './actions.js';
import { YouzanAuthorisation } from './authorisation.js';
import { YouzanCases } from './cases.js';
import { YouzanClient } from './client.js';
import { youzanCompanies } from './companies.js';
import { manifest } from './manifest.js';
import { YouzanOrders } from './orders.js';
import { YouzanPushDoor } from './push.js';
import { YouzanShipping } from './shipping.js';

export const youzanConnector: Connector = {
  manifest,
  open: ({ credentials, settings, hosts, timeoutMs }) => {
    const { clientId = '', clientSecret = '' } = credentials;
    const baseUrl = hosts['api'] ?? manifest.hosts['api'] ?? '';
    const client = new YouzanClient({ clientId, clientSecret, baseUrl, timeoutMs });
    const companies = youzanCompanies(settings['companies'] ?? '');
    const addresses = readReturnAddresses(settings['returnAddresses'] ?? '');
    return {
      authorisation: new YouzanAuthorisation(client),
      orders: new YouzanOrders(client, companies),
      cases: new YouzanCases(client, companies, youzanActions(client, companies, addresses)),
      shipping: new YouzanShipping(client, companies),
      door: new YouzanPushDoor({ clientId, clientSecret }),
      ...(addresses.size === 0 && {
        withheld: { 'agree-return': 'the setting returnAddresses names no address' },
      }),
    };
  },
};
