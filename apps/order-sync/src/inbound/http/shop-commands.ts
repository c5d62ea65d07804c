import { Injectable } from '@nestjs/common';
import { newId, type Cause } from '@cartrail/kernel';
import { change, Commands, fingerprintOf, idempotencyKeyOf, type Answer } from '@cartrail/messaging';
import { notFound, ProblemError, type Asked } from '@cartrail/service-kit';
import { ApplicationDesk } from '../../application/application-desk.js';
import { ConnectShop, type ShopRequest } from '../../application/connect-shop.js';
import { PlatformFailure, type PlatformManifest } from '../../application/ports.js';
import { pushPathOf } from '../../domain/application.js';
import { shopKey, type ConnectedShop, type ShopFact } from '../../domain/shop.js';
import type { Decision } from '@cartrail/kernel';
import { Stores } from '../stores.js';

interface Connection {
  readonly cause: Cause;
  readonly idempotencyKey?: string | undefined;
  readonly fingerprint: string;
  readonly wanted: ShopRequest;
  readonly decide: (shop: ConnectedShop | undefined, shopId: string) => Decision<ConnectedShop, ShopFact>;
}

/** What is written of shops, whoever asks for it: a tenant, or a merchant who comes back from his platform. */
@Injectable()
export class ShopCommands {
  constructor(
    private readonly commands: Commands,
    private readonly stores: Stores,
    private readonly desk: ApplicationDesk,
    private readonly connectShop: ConnectShop,
  ) {}

  /** Where the shop would be pushed to. Refuses an application that is not there, or is another platform's. */
  async throughOf(
    tenantId: string,
    { platform, applicationId }: Pick<ShopRequest, 'platform' | 'applicationId'>,
  ): Promise<{ readonly connectionId: string; readonly manifest: PlatformManifest }> {
    if (applicationId !== undefined) {
      const held = await this.desk.find({ tenantId, applicationId });
      if (held?.platform !== platform) throw notFound('platform-application');
    }
    const manifest = this.desk.manifest(platform);
    const connectionId = this.connectShop.connectionIdOf(tenantId, { platform, applicationId });
    if (!manifest || connectionId === undefined)
      throw new ProblemError(
        422,
        'shop/no-application',
        'There is no application for this platform',
        'the operator has none there: add one of your own, and name it',
      );
    return { connectionId, manifest };
  }

  connect(connectionId: string, connection: Connection): Promise<Answer> {
    const { cause, idempotencyKey, fingerprint, wanted, decide } = connection;
    const { platform, vendorShopId } = wanted;
    const key = shopKey(platform, vendorShopId);
    const shown = { ...wanted, state: 'active', connectionId, pushPath: pushPathOf(platform, connectionId) };
    return this.commands.execute({
      cause,
      route: 'POST /internal/shops',
      idempotencyKey: idempotencyKeyOf(idempotencyKey),
      fingerprint,
      changes: [
        // By the vendor's id: of two that connect it at the same moment the second finds the first one's.
        change({
          store: this.stores.shops,
          find: { key, text: key },
          createAs: newId(),
          cause,
          decide,
        }),
      ],
      answer: ([outcomes]) => ({ status: 201, body: { shopId: outcomes?.[0]?.id, ...shown } }),
    });
  }

  /** A change of what the shop does; the same again changes nothing. */
  become(
    { cause, idempotencyKey }: Asked,
    shopId: string,
    verb: string,
    decide: (shop: ConnectedShop | undefined) => Decision<ConnectedShop, ShopFact>,
  ): Promise<Answer> {
    return this.commands.execute({
      cause,
      route: `POST /internal/shops/${shopId}/${verb}`,
      idempotencyKey: idempotencyKeyOf(idempotencyKey),
      fingerprint: fingerprintOf(verb),
      changes: [change({ store: this.stores.shops, find: { id: shopId }, cause, decide })],
      answer: ([outcomes]) => {
        const outcome = outcomes?.[0];
        if (outcome?.kind === 'refused') throw refusedAs(outcome.code);
        if (!outcome) throw notFound('shop');
        return { status: 200, body: { shopId, state: (outcome.state as ConnectedShop).state } };
      },
    });
  }
}

const refusedAs = (code: string): ProblemError =>
  code === 'shop/disconnected'
    ? new ProblemError(409, code, 'The shop is disconnected: connect it again')
    : notFound('shop');

/** The platform's no, in our words: its own message stays in the log. */
export function refusal(error: unknown): never {
  if (!(error instanceof PlatformFailure)) throw error;
  if (error.kind === 'transient' || error.kind === 'throttled') {
    throw new ProblemError(503, 'shop/platform-unavailable', 'The platform does not answer; try again later');
  }
  throw new ProblemError(
    422,
    'shop/not-authorised',
    'The platform gives this application no access to the shop',
  );
}
