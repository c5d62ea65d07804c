import type { Connector, PlatformManifest } from '../../../application/ports.js';
import { readReturnAddresses } from '../wire/return-addresses.js';
import { weimobActions } from './actions.js';
import { WeimobAuthorisation } from './authorisation.js';
import { WeimobCases } from './cases.js';
import { WeimobClient } from './client.js';
import { manifest } from './manifest.js';
import { WeimobOrders } from './orders.js';
import { WeimobPushDoor } from './push.js';
import { readMeanings, type WeimobMeanings } from './settings.js';

export const weimobConnector: Connector = {
  manifest,
  open: ({ connectionId, credentials, settings, hosts, timeoutMs }) => {
    const { clientId = '', clientSecret = '' } = credentials;
    const baseUrl = hosts['api'] ?? manifest.hosts['api'] ?? '';
    const meanings = readMeanings(settings);
    const { failures, shopType } = meanings;
    const client = new WeimobClient({ clientId, clientSecret, baseUrl, timeoutMs, failures });
    const addresses = readReturnAddresses(settings['returnAddresses'] ?? '');
    return {
      authorisation: new WeimobAuthorisation(client, shopType),
      orders: new WeimobOrders(client, meanings),
      cases: new WeimobCases(client, meanings, weimobActions(client, addresses)),
      door: new WeimobPushDoor(connectionId),
      withheld: withheldBy(meanings, addresses.size > 0),
    };
  },
};

/** What this application cannot do until its merchant has said what the documents do not. */
function withheldBy(
  { queryTypes, shopType }: WeimobMeanings,
  hasAddresses: boolean,
): PlatformManifest['notSupported'] {
  const without = (name: string): string => `the setting ${name} is empty`;
  return {
    ...(queryTypes.orderChanged === undefined && { 'orders-changed': without('orderChangedType') }),
    ...(queryTypes.orderCreated === undefined && { 'orders-created': without('orderCreatedType') }),
    ...(queryTypes.caseChanged === undefined && { 'cases-changed': without('caseChangedType') }),
    ...(queryTypes.caseCreated === undefined && { 'cases-created': without('caseCreatedType') }),
    ...(shopType === undefined && { 'authorise-self': without('shopType') }),
    ...(!hasAddresses && { 'agree-return': without('returnAddresses') }),
  };
}
