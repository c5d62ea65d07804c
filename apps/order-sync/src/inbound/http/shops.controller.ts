import { Body, Controller, Get, HttpCode, Inject, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import type { Clock } from '@cartrail/kernel';
import { fingerprintOf } from '@cartrail/messaging';
import {
  AskedBy,
  CurrentCaller,
  ProblemError,
  Requires,
  sendAnswer,
  type Asked,
  type Caller,
} from '@cartrail/service-kit';
import type { FastifyReply } from 'fastify';
import { ConnectShop } from '../../application/connect-shop.js';
import { ShowShops } from '../../application/show-shops.js';
import { disconnect, pause, resume } from '../../domain/shop.js';
import { CLOCK } from '../stores.js';
import { refusal, ShopCommands } from './shop-commands.js';
import { ConnectShopRequest } from './shop-requests.js';
import { toShopView } from './shop-view.js';

@Controller('internal/shops')
export class ShopsController {
  constructor(
    private readonly connectShop: ConnectShop,
    private readonly shops: ShopCommands,
    private readonly showShops: ShowShops,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Post()
  @Requires('shops:write')
  async connect(
    @Body() request: ConnectShopRequest,
    @AskedBy() { cause, idempotencyKey }: Asked,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const { platform, applicationId, vendorShopId, name, merchantId, warehouseCode } = request;
    const wanted = { platform, applicationId, vendorShopId, name, merchantId, warehouseCode };
    const { connectionId, manifest } = await this.shops.throughOf(cause.tenantId, wanted);
    if (!manifest.features.includes('authorise-self'))
      throw new ProblemError(
        422,
        'shop/needs-consent',
        'This platform opens a shop with its merchant’s consent only',
        manifest.notSupported['authorise-self'],
      );
    const decide = await this.connectShop.byItself(cause.tenantId, wanted).catch(refusal);
    const fingerprint = fingerprintOf(request);
    const answer = await this.shops.connect(connectionId, {
      cause,
      idempotencyKey,
      fingerprint,
      wanted,
      decide,
    });
    return sendAnswer(reply, answer);
  }

  @Get()
  @Requires('shops:write')
  async list(@CurrentCaller() { tenantId }: Caller): Promise<object> {
    const shops = await this.showShops.list(tenantId);
    return { items: shops.map((shop) => toShopView(shop, this.clock.now())) };
  }

  /** Pushes and pulls stop; what is owed to buyers is still carried out. */
  @Post(':id/pause')
  @HttpCode(200)
  @Requires('shops:write')
  async pause(
    @Param('id', ParseUUIDPipe) shopId: string,
    @AskedBy() asked: Asked,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    return sendAnswer(reply, await this.shops.become(asked, shopId, 'pause', pause));
  }

  /** What was missed is read from where polling had stopped. */
  @Post(':id/resume')
  @HttpCode(200)
  @Requires('shops:write')
  async resume(
    @Param('id', ParseUUIDPipe) shopId: string,
    @AskedBy() asked: Asked,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    return sendAnswer(reply, await this.shops.become(asked, shopId, 'resume', resume));
  }

  @Post(':id/disconnect')
  @HttpCode(200)
  @Requires('shops:write')
  async disconnect(
    @Param('id', ParseUUIDPipe) shopId: string,
    @AskedBy() asked: Asked,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const now = this.clock.now();
    return sendAnswer(
      reply,
      await this.shops.become(asked, shopId, 'disconnect', (shop) => disconnect(shop, now)),
    );
  }
}
