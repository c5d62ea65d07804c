import { Controller, Get, Inject, Param, ParseUUIDPipe, Query, Res } from '@nestjs/common';
import { changed, type Cause } from '@cartrail/kernel';
import { change, Commands } from '@cartrail/messaging';
import { AskedBy, CurrentCaller, Requires, sendAnswer, type Asked, type Caller } from '@cartrail/service-kit';
import type { FastifyReply } from 'fastify';
import { MakeOffers } from '../../application/make-offers.js';
import { QUERIES, type OfferSheet, type ReturnQueries } from '../../application/ports.js';
import { Stores } from '../stores.js';
import { refusalAnswer } from './refusals.js';
import { OffersQuery } from './requests.js';
import { offersView } from './views.js';
import { findFor } from './visible.js';

/** Who would fetch the goods, when, and for how much. */
@Controller('internal/returns/:id/offers')
export class OffersController {
  constructor(
    private readonly commands: Commands,
    private readonly stores: Stores,
    private readonly making: MakeOffers,
    @Inject(QUERIES) private readonly queries: ReturnQueries,
  ) {}

  /** Offers last a quarter of an hour; asked again meanwhile, the same ones are shown. */
  @Get()
  @Requires('returns:read')
  async offers(
    @Param('id', ParseUUIDPipe) returnId: string,
    @Query() query: OffersQuery,
    @AskedBy() { cause }: Asked,
    @CurrentCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const about = await findFor(this.queries, caller, returnId);
    const offers = await this.making.execute(caller.tenantId, about, query);
    if (offers.kind === 'refused')
      return sendAnswer(reply, refusalAnswer({ code: offers.code, detail: offers.detail ?? {} }, cause));
    if (offers.kind === 'made') await this.keep(offers.sheet, cause);
    return offersView(offers.sheet);
  }

  private async keep(sheet: OfferSheet, cause: Cause): Promise<void> {
    const id = sheet.sheetId;
    await this.commands.execute({
      cause,
      route: 'GET /internal/returns/offers',
      fingerprint: '',
      changes: [
        change({
          store: this.stores.sheets,
          find: { id },
          createAs: id,
          cause,
          decide: () => changed(sheet),
        }),
      ],
      answer: () => ({ status: 200, body: null }),
    });
  }
}
