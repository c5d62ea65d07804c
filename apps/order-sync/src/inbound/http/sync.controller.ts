import { Body, Controller, Get, Headers, HttpCode, Inject, Param, Post, Query, Res } from '@nestjs/common';
import { fromIso, isId, type Cause, type Instant } from '@cartrail/kernel';
import {
  CauseOf,
  CurrentCaller,
  notFound,
  ProblemError,
  Requires,
  sendAnswer,
  type Caller,
} from '@cartrail/service-kit';
import type { FastifyReply } from 'fastify';
import type { ShopDirectory } from '../../application/ports.js';
import { ShowSync } from '../../application/show-sync.js';
import { SHOP_DIRECTORY } from '../stores.js';
import { BackfillCommands } from './backfill-commands.js';
import { BackfillRequest } from './requests.js';

/** What is here of a shop, and what is still to be read. */
@Controller('internal/shops/:shopId')
export class SyncController {
  constructor(
    private readonly show: ShowSync,
    private readonly backfills: BackfillCommands,
    @Inject(SHOP_DIRECTORY) private readonly shops: ShopDirectory,
  ) {}

  @Get('sync')
  @Requires('shops:write')
  async sync(
    @Param('shopId') shopId: string,
    @Query('from') from: string | undefined,
    @Query('to') to: string | undefined,
    @CurrentCaller() caller: Caller,
  ): Promise<object> {
    await this.known(caller.tenantId, shopId);
    const window = { from: instant('from', from), to: instant('to', to) };
    if (window.from !== undefined && window.to !== undefined && window.from >= window.to) {
      throw badQuery('to', 'must be later than from');
    }
    return this.show.hoursOf(caller.tenantId, shopId, window);
  }

  @Get('backfill')
  @Requires('shops:write')
  async backfill(@Param('shopId') shopId: string, @CurrentCaller() caller: Caller): Promise<object> {
    await this.known(caller.tenantId, shopId);
    const found = await this.show.backfillOf(caller.tenantId, shopId);
    if (!found) throw notFound('backfill');
    return found;
  }

  @Post('backfill')
  @HttpCode(202)
  @Requires('shops:write')
  async start(
    @Param('shopId') shopId: string,
    @Body() request: BackfillRequest,
    @CauseOf() cause: Cause,
    @Headers('idempotency-key') idempotencyKey: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    await this.known(cause.tenantId, shopId);
    const wanted = { shopId, days: request.days };
    return sendAnswer(reply, await this.backfills.start(wanted, cause, idempotencyKey));
  }

  private async known(tenantId: string, shopId: string): Promise<void> {
    const own = isId(shopId) && (await this.shops.owns(tenantId, shopId));
    if (!own) throw notFound('shop');
  }
}

function instant(name: string, text: string | undefined): Instant | undefined {
  if (text === undefined) return undefined;
  try {
    return fromIso(text);
  } catch {
    throw badQuery(name, 'must be a time like 2026-01-31T08:00:00Z');
  }
}

const badQuery = (name: string, message: string): ProblemError =>
  new ProblemError(400, 'request/invalid', 'The query is not valid', `${name} ${message}`, {
    errors: [{ pointer: `?${name}`, code: 'invalid', message }],
  });
