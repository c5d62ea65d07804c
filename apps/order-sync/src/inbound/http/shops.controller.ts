import { Body, Controller, Get, Headers, Inject, Post, Res } from '@nestjs/common';
import { newId, toIso, type Cause } from '@cartrail/kernel';
import { change, Commands, fingerprintOf, idempotencyKeyOf } from '@cartrail/messaging';
import {
  CauseOf,
  CurrentCaller,
  ProblemError,
  Requires,
  type Caller,
  sendAnswer,
} from '@cartrail/service-kit';
import type { FastifyReply } from 'fastify';
import { ConnectShop } from '../../application/connect-shop.js';
import { PlatformFailure, type ShopDirectory } from '../../application/ports.js';
import { SHOP_DIRECTORY, Stores } from '../stores.js';
import { pushPathOf } from '../../domain/application.js';
import { shopKey } from '../../domain/shop.js';
import { ConnectShopRequest } from './requests.js';

@Controller('internal/shops')
export class ShopsController {
  constructor(
    private readonly connectShop: ConnectShop,
    private readonly commands: Commands,
    private readonly stores: Stores,
    @Inject(SHOP_DIRECTORY) private readonly shops: ShopDirectory,
  ) {}

  @Post()
  @Requires('shops:write')
  async connect(
    @Body() request: ConnectShopRequest,
    @CauseOf() cause: Cause,
    @Headers('idempotency-key') idempotencyKey: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const { platform, vendorShopId, name, merchantId, warehouseCode } = request;
    const wanted = { platform, vendorShopId, name, merchantId, warehouseCode };
    const connectionId = this.connectShop.connectionIdOf(platform);
    const decide = await this.connectShop.prepare(cause.tenantId, wanted).catch(refusal);
    const body = {
      ...wanted,
      state: 'active',
      connectionId,
      pushPath: pushPathOf(platform, connectionId),
    };
    const answer = await this.commands.execute({
      cause,
      route: 'POST /internal/shops',
      idempotencyKey: idempotencyKeyOf(idempotencyKey),
      fingerprint: fingerprintOf(request),
      changes: [
        // By the vendor's id: of two that connect it at the same moment the second finds the first one's.
        change({
          store: this.stores.shops,
          find: { key: shopKey(platform, vendorShopId), text: shopKey(platform, vendorShopId) },
          createAs: newId(),
          cause,
          decide,
        }),
      ],
      answer: ([outcomes]) => ({ status: 201, body: { shopId: outcomes?.[0]?.id, ...body } }),
    });
    return sendAnswer(reply, answer);
  }

  @Get()
  @Requires('shops:write')
  async list(@CurrentCaller() caller: Caller): Promise<object> {
    const shops = await this.shops.list(caller.tenantId);
    const items = shops.map(({ polledUntil, ...shop }) => ({
      ...shop,
      ...(polledUntil !== undefined && { polledUntil: toIso(polledUntil) }),
    }));
    return { items };
  }
}

/** The platform's no, in our words: its own message stays in the log. */
function refusal(error: unknown): never {
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
