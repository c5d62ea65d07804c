import { Body, Controller, HttpCode, Inject, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import { fromIso } from '@cartrail/kernel';
import { Commands, type AnyChange } from '@cartrail/messaging';
import { AskedBy, CurrentCaller, Requires, type Asked, type Caller } from '@cartrail/service-kit';
import type { FastifyReply } from 'fastify';
import { ConfirmReturn, type Prepared } from '../../application/confirm-return.js';
import { QUERIES, type ReturnQueries } from '../../application/ports.js';
import { quote } from '../../domain/pickup/book.js';
import { callOff, changePickup, confirm } from '../../domain/return/confirm.js';
import { Flow } from '../flow/flow.js';
import { runCommand } from './return-commands.js';
import { partyOf } from './return-steps.controller.js';
import { ChangePickupBody, ConfirmBody, WhyBody, type SlotBody } from './requests.js';
import { findFor, within } from './visible.js';

const slotOf = ({ from, to }: SlotBody) => ({ from: fromIso(from), to: fromIso(to) });

/** The second tap, and what may still be changed about it. */
@Controller('internal/returns/:id')
export class PickupsController {
  constructor(
    private readonly commands: Commands,
    private readonly flow: Flow,
    private readonly confirming: ConfirmReturn,
    @Inject(QUERIES) private readonly queries: ReturnQueries,
  ) {}

  @Post('confirmation')
  @HttpCode(202)
  @Requires('returns:confirm')
  async confirm(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ConfirmBody,
    @AskedBy() asked: Asked,
    @CurrentCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const about = await findFor(this.queries, caller, id);
    const choice = { offerId: body.offerId, slot: slotOf(body.slot), contact: body.contact };
    const { confirmation, pickup } = await this.confirming.prepare(caller.tenantId, about, choice);
    return runCommand(this.commands, reply, {
      asked,
      route: `POST /internal/returns/${id}/confirmation`,
      // The contact may be the platform's virtual number, which is another one each time.
      body: { offerId: body.offerId, slot: body.slot },
      change: this.flow.ofReturn(
        id,
        asked.cause,
        within(caller, (state, given) => confirm(state, confirmation, given)),
        this.chosen(pickup, asked),
      ),
      answer: ({ status }) => ({
        status: 202,
        body: { returnId: id, status, pickupId: confirmation.pickup.id },
      }),
    });
  }

  @Post('pickup/change')
  @HttpCode(202)
  @Requires('returns:confirm')
  async change(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ChangePickupBody,
    @AskedBy() asked: Asked,
    @CurrentCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const about = await findFor(this.queries, caller, id);
    const choice = { offerId: body.offerId, slot: slotOf(body.slot) };
    const { confirmation, pickup } = await this.confirming.prepare(caller.tenantId, about, choice);
    return runCommand(this.commands, reply, {
      asked,
      route: `POST /internal/returns/${id}/pickup/change`,
      body,
      change: this.flow.ofReturn(
        id,
        asked.cause,
        within(caller, (state, given) => changePickup(state, confirmation, given)),
        this.chosen(pickup, asked),
      ),
      answer: ({ status }) => ({
        status: 202,
        body: { returnId: id, status, pickupId: confirmation.pickup.id },
      }),
    });
  }

  @Post('pickup/cancellation')
  @HttpCode(202)
  @Requires('returns:confirm')
  cancel(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: WhyBody,
    @AskedBy() asked: Asked,
    @CurrentCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const wanted = { by: partyOf(asked), why: body.why };
    return runCommand(this.commands, reply, {
      asked,
      route: `POST /internal/returns/${id}/pickup/cancellation`,
      body,
      change: this.flow.ofReturn(
        id,
        asked.cause,
        within(caller, (state) => callOff(state, wanted)),
      ),
      answer: ({ status }) => ({ status: 202, body: { returnId: id, status } }),
    });
  }

  private chosen(pickup: Prepared['pickup'], { cause }: Asked): readonly AnyChange[] {
    return pickup
      ? [this.flow.ofPickup({ id: pickup.id }, cause, (known) => quote(known, pickup), pickup.id)]
      : [];
  }
}
