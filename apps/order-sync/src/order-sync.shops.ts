import type { Clock } from '@cartrail/kernel';
import { Limits, type Reader } from '@cartrail/messaging';
import { SealedCredentials, type FieldCipher } from '@cartrail/privacy';
import type { DataSource } from 'typeorm';
import { ApplicationDesk, type CredentialSealer } from './application/application-desk.js';
import { AuthoriseShop } from './application/authorise-shop.js';
import { GuardCalls } from './application/guard-calls.js';
import { KeepTokens, type Machine } from './application/keep-tokens.js';
import type { OpenPlatforms } from './application/open-platforms.js';
import type { PushedShops, ShopDirectory } from './application/ports.js';
import { ShowShops } from './application/show-shops.js';
import type { OrderSyncConfig } from './config.js';
import { linkSecrets } from './outbound/link-secrets.js';
import { anyHost, publicOnly } from './outbound/platforms/host-rule.js';
import { PostgresApplications } from './outbound/postgres/application.store.js';
import { PostgresPendingAuthorisations } from './outbound/postgres/pending-authorisations.js';
import { PostgresShopContacts } from './outbound/postgres/shop-contacts.js';
import { PostgresShopHealth } from './outbound/postgres/shop-health.js';
import { PostgresTokenShelf } from './outbound/postgres/token.rows.js';

interface Given {
  readonly config: OrderSyncConfig;
  readonly clock: Clock;
  readonly log: (message: string) => void;
  readonly cipher: FieldCipher;
  readonly machine: Machine;
  readonly dataSource: DataSource;
  readonly reader: Reader;
  readonly shops: Pick<ShopDirectory, 'tenants' | 'find'>;
  readonly platforms: OpenPlatforms;
}

/** Credentials of a tenant's applications, each sealed for its own. */
export function credentialSealer(cipher: FieldCipher): CredentialSealer {
  const sealed = new SealedCredentials(cipher);
  return {
    seal: (credentials, { tenantId, applicationId }) =>
      sealed.seal(credentials, { tenantId, accountId: applicationId }),
    open: (text, { tenantId, applicationId }) => sealed.open(text, { tenantId, accountId: applicationId }),
  };
}

/** Shops and applications: what connects them, keeps them within limits, and shows how they are. */
export function shopParts(given: Given) {
  const { config, clock, log, cipher, machine, dataSource, reader, platforms } = given;
  const limits = new Limits(dataSource);
  const contacts = new PostgresShopContacts(dataSource, () => machine.now());
  const health = new PostgresShopHealth(dataSource, given.shops);
  const kept = new KeepTokens(new PostgresTokenShelf(dataSource), platforms, cipher, machine);
  const applications = new PostgresApplications(reader);
  const rule = config.PLATFORM_ANY_HOST ? anyHost : publicOnly;
  const base = config.CALLBACK_BASE_URL?.replace(/\/+$/, '');
  const wayBack = base === undefined ? undefined : `${base}/callbacks/authorised`;
  const pushedShops: PushedShops = {
    find: (platform, ids) => given.shops.find(platform, ids),
    pushed: (shops) => contacts.pushed(shops),
  };
  return {
    pushedShops,
    health,
    tokens: new GuardCalls({ tokens: kept, platforms, counter: limits, contacts, machine, log }),
    desk: new ApplicationDesk(applications, platforms, credentialSealer(cipher), clock, rule),
    authoriseShop: new AuthoriseShop(
      new PostgresPendingAuthorisations(dataSource),
      platforms,
      linkSecrets,
      clock,
      wayBack,
    ),
    showShops: new ShowShops(health, platforms, limits),
  };
}
