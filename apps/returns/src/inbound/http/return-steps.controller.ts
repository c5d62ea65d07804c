import { Body, Controller, HttpCode, Inject, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import type { Clock } from '@cartrail/kernel';
import { Commands } from '@cartrail/messaging';
import { AskedBy, CurrentCaller, Requires, type Asked, type Caller } from '@cartrail/service-kit';
import type { FastifyReply } from 'fastify';
import { CLOCK } from '../../application/ports.js';
import { approveByMerchant } from '../../domain/return/approve.js';
import { cancel } from '../../domain/return/end.js';
import { settle } from '../../domain/return/refund.js';
import type { Return } from '../../domain/return/return.js';
import { Flow } from '../flow/flow.js';
import { runCommand } from './return-commands.js';
import { NoteBody, SettleBody, WhyBody } from './requests.js';
import { within } from './visible.js';

const standing = ({ id, status }: Return) => ({ status: 200, body: { returnId: id, status } });

/** What a merchant, or somebody for the buyer, decides about a return. */
@Controller('internal/returns/:id')
export class ReturnStepsController {
  constructor(
    private readonly commands: Commands,
    private readonly flow: Flow,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Post('approval')
  @HttpCode(200)
  @Requires('returns:approve')
  approve(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: NoteBody,
    @AskedBy() asked: Asked,
    @CurrentCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    return runCommand(this.commands, reply, {
      asked,
      route: `POST /internal/returns/${id}/approval`,
      body,
      change: this.flow.ofReturn(id, asked.cause, within(caller, approveByMerchant)),
      answer: standing,
    });
  }

  @Post('cancellation')
  @HttpCode(200)
  @Requires('returns:cancel')
  cancel(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: WhyBody,
    @AskedBy() asked: Asked,
    @CurrentCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const wanted = { by: partyOf(asked), why: body.why, now: this.clock.now() };
    return runCommand(this.commands, reply, {
      asked,
      route: `POST /internal/returns/${id}/cancellation`,
      body,
      change: this.flow.ofReturn(
        id,
        asked.cause,
        within(caller, (state) => cancel(state, wanted)),
      ),
      answer: standing,
    });
  }

  @Post('settlement')
  @HttpCode(200)
  @Requires('returns:settle')
  settle(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: SettleBody,
    @AskedBy() asked: Asked,
    @CurrentCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const settlement = { amountFen: body.amountFen, by: asked.memberId };
    return runCommand(this.commands, reply, {
      asked,
      route: `POST /internal/returns/${id}/settlement`,
      body,
      change: this.flow.ofReturn(
        id,
        asked.cause,
        within(caller, (state, given) => settle(state, settlement, given)),
      ),
      answer: ({ id: returnId, status, refund }) => ({
        status: 200,
        body: { returnId, status, refundId: refund?.id, amountFen: refund?.amountFen },
      }),
    });
  }
}

/** Whoever is not the merchant acts for the buyer, who confirms. */
export const partyOf = ({ roles }: Pick<Asked, 'roles'>): 'merchant' | 'buyer' =>
  roles.includes('merchant') ? 'merchant' : 'buyer';
