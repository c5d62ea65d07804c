import type { Connector } from '../../../application/ports.js';
import { readReasons } from '../../../domain/reason-table.js';
import { XiaohongshuAuthorisation } from './authorisation.js';
import { XiaohongshuCases } from './cases.js';
import { XiaohongshuClient } from './client.js';
import { readCompanies } from './companies.js';
import { failureKinds } from './errors.js';
import { manifest } from './manifest.js';
import { XiaohongshuOrders } from './orders.js';
import { XiaohongshuPushDoor } from './push.js';
import { XiaohongshuShipping } from './shipping.js';

export const xiaohongshuConnector: Connector = {
  manifest,
  open({ connectionId, credentials, settings, hosts, timeoutMs }, clock) {
    const { appId = '', appSecret = '' } = credentials;
    const host = hosts['api'] ?? manifest.hosts['api'] ?? '';
    const failures = failureKinds(settings);
    const companies = readCompanies(settings['companyCodes']);
    const client = new XiaohongshuClient({ appId, appSecret, host, timeoutMs, failures }, clock);
    return {
      authorisation: new XiaohongshuAuthorisation(client, host, appId),
      orders: new XiaohongshuOrders(client, companies, failures, connectionId),
      cases: new XiaohongshuCases(client, { companies, reasons: readReasons(settings['reasonCodes']) }),
      shipping: new XiaohongshuShipping(client, companies),
      door: new XiaohongshuPushDoor({ appId, appSecret }),
    };
  },
};
