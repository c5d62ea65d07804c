import type { Connector } from '../../../application/ports.js';
import { readReasons } from '../../../domain/reason-table.js';
import { actionsOf, type TimeUnit } from './actions.js';
import { PinduoduoAuthorisation } from './authorisation.js';
import { PinduoduoCases } from './cases.js';
import { PinduoduoChannel } from './channel.js';
import { PinduoduoClient } from './client.js';
import { manifest } from './manifest.js';
import { PinduoduoOrders } from './orders.js';
import { PinduoduoShipping } from './shipping.js';

export const pinduoduoConnector: Connector = {
  manifest,
  open: ({ credentials, settings, hosts, timeoutMs }, clock) => {
    const { clientId = '', clientSecret = '' } = credentials;
    const app = { clientId, clientSecret };
    const host = (name: string): string => hosts[name] ?? manifest.hosts[name] ?? '';
    const client = new PinduoduoClient({ ...app, baseUrl: host('api'), timeoutMs }, clock);
    const unit = settings['operateTimeUnit'] as TimeUnit | undefined;
    const reasons = readReasons(settings['reasonTexts']);
    return {
      authorisation: new PinduoduoAuthorisation(client, { host: host('authorise'), clientId }),
      orders: new PinduoduoOrders(client),
      cases: new PinduoduoCases(client, clock, reasons, actionsOf(client, clock, unit)),
      shipping: new PinduoduoShipping(client),
      channel: new PinduoduoChannel({ ...app, baseUrl: host('push'), timeoutMs }, client, clock),
      withheld: unit ? {} : { 'report-received': 'the setting operateTimeUnit is empty' },
    };
  },
};
