import { Body, Controller, Get, Post, Query, Res } from '@nestjs/common';
import { newId, toIso } from '@cartrail/kernel';
import { fingerprintOf } from '@cartrail/messaging';
import { CurrentCaller, ProblemError, Public, Requires, type Caller } from '@cartrail/service-kit';
import type { FastifyReply } from 'fastify';
import { AuthoriseShop } from '../../application/authorise-shop.js';
import { ConnectShop } from '../../application/connect-shop.js';
import { ConnectedElsewhere, PlatformFailure } from '../../application/ports.js';
import type { PendingAuthorisation } from '../../domain/authorisation.js';
import { pageOf, type Ending } from './authorised.page.js';
import { refusal, ShopCommands } from './shop-commands.js';
import { AuthoriseShopRequest } from './shop-requests.js';

/** No code or state of any platform is longer. */
const LONGEST = 2_048;

/** A merchant's way to his platform's page and back. */
@Controller()
export class ShopAuthorisationsController {
  constructor(
    private readonly authoriseShop: AuthoriseShop,
    private readonly connectShop: ConnectShop,
    private readonly shops: ShopCommands,
  ) {}

  /** Each link is one of its own: it carries a secret, which is kept nowhere, not even for a repeated request. */
  @Post('internal/shops/authorisations')
  @Requires('shops:write')
  async begin(@Body() request: AuthoriseShopRequest, @CurrentCaller() { tenantId }: Caller): Promise<object> {
    const { platform, applicationId, name, merchantId, warehouseCode } = request;
    const wanted = { platform, applicationId, name, merchantId, warehouseCode };
    const { manifest } = await this.shops.throughOf(tenantId, wanted);
    if (!this.authoriseShop.isReachable)
      throw new ProblemError(
        503,
        'shop/no-way-back',
        'The operator has not set the address that platforms send merchants back to',
      );
    const begun = await this.authoriseShop.begin(tenantId, wanted).catch(refusal);
    if (!begun)
      throw new ProblemError(
        422,
        'shop/no-consent-page',
        'This platform has no page on which a merchant agrees',
        manifest.notSupported['authorise-code'],
      );
    return { url: begun.url, expiresAt: toIso(begun.expiresAt) };
  }

  /** Where the platform sends the merchant; his browser shows what is answered. */
  @Get('callbacks/authorised')
  @Public()
  async back(@Query() query: Record<string, unknown>, @Res() reply: FastifyReply): Promise<void> {
    const { status, html } = pageOf(await this.ended(textIn(query, 'state'), textIn(query, 'code')));
    await reply
      .status(status)
      .headers({
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-store',
        'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
        // The address holds the code.
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
      })
      .send(html);
  }

  private async ended(state: string, code: string): Promise<Ending> {
    if (code === '') {
      const known = await this.authoriseShop.look(state);
      return typeof known === 'string' ? { kind: known } : { kind: 'declined', name: known.name };
    }
    const pending = await this.authoriseShop.redeem(state);
    return typeof pending === 'string' ? { kind: pending } : this.connect(pending, code);
  }

  private async connect(pending: PendingAuthorisation, code: string): Promise<Ending> {
    const { tenantId, redirectUri, platform, applicationId, name, merchantId, warehouseCode } = pending;
    const asked = { platform, applicationId, name, merchantId, warehouseCode };
    const run = newId();
    try {
      const { connectionId } = await this.shops.throughOf(tenantId, asked);
      const { wanted, decide } = await this.connectShop.byConsent(tenantId, asked, { code, redirectUri });
      await this.shops.connect(connectionId, {
        cause: { tenantId, correlationId: run, causationId: run },
        fingerprint: fingerprintOf(pending),
        wanted,
        decide,
      });
      return { kind: 'connected', name };
    } catch (error) {
      if (error instanceof ConnectedElsewhere) return { kind: 'elsewhere', name };
      if (error instanceof ProblemError) return { kind: 'refused', name };
      if (!(error instanceof PlatformFailure)) throw error;
      const away = error.kind === 'transient' || error.kind === 'throttled';
      return { kind: away ? 'unavailable' : 'refused', name };
    }
  }
}

function textIn(query: Readonly<Record<string, unknown>>, name: string): string {
  const value = query[name];
  return typeof value === 'string' && value.length <= LONGEST ? value : '';
}
