import { Body, Controller, Get, Headers, Inject, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import { newId, refused, type Cause, type Clock } from '@cartrail/kernel';
import { change, Commands, fingerprintOf, idempotencyKeyOf } from '@cartrail/messaging';
import { CauseOf, CurrentCaller, notFound, Requires, sendAnswer, type Caller } from '@cartrail/service-kit';
import type { FastifyReply } from 'fastify';
import { AskCaseAction } from '../../application/ask-case-action.js';
import type { WordRequest } from '../../application/ports.js';
import { askByHand, type CaseActionFact, type CaseActions } from '../../domain/case-action.js';
import { CLOCK, Stores } from '../stores.js';
import { CaseActionBody, toWord } from './action-bodies.js';
import { codeOf, refusalOf } from './action-refusals.js';
import { askedView, dossierView } from './action-views.js';

/** What a person wants said of a case at its platform. */
@Controller('internal/after-sales')
export class CaseActionsController {
  constructor(
    private readonly askCaseAction: AskCaseAction,
    private readonly commands: Commands,
    private readonly stores: Stores,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get(':id/actions')
  @Requires('after-sales:act')
  async show(
    @Param('id', ParseUUIDPipe) afterSaleId: string,
    @CurrentCaller() { tenantId }: Caller,
  ): Promise<object> {
    const dossier = await this.askCaseAction.show(tenantId, afterSaleId);
    if (!dossier) throw notFound('after-sale');
    return dossierView(afterSaleId, dossier);
  }

  @Post(':id/actions')
  @Requires('after-sales:act')
  async act(
    @Param('id', ParseUUIDPipe) afterSaleId: string,
    @Body() body: CaseActionBody,
    @CurrentCaller() { tenantId, memberId }: Caller,
    @CauseOf() cause: Cause,
    @Headers('idempotency-key') key: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const word = toWord(body);
    const prepared = await this.askCaseAction.prepare(tenantId, afterSaleId, word);
    if (!prepared) throw notFound('after-sale');
    const { refusal, orderId, refundAmountFen } = prepared;
    const actionId = newId();
    const wanted = { actionId, word, by: { memberId }, askedAt: this.clock.now() };
    const request: WordRequest = { tenantId, afterSaleId, actionId };
    const answer = await this.commands.execute({
      cause,
      route: 'POST /internal/after-sales/actions',
      idempotencyKey: idempotencyKeyOf(key),
      fingerprint: fingerprintOf({ afterSaleId, body }),
      changes: [
        change<CaseActions, CaseActionFact>({
          store: this.stores.caseActions,
          find: { id: afterSaleId },
          createAs: afterSaleId,
          cause,
          decide: (held) =>
            refusal
              ? refused(codeOf(refusal), { detail: refusal.detail, refundAmountFen })
              : askByHand(held, wanted),
          effects: () => [{ kind: 'aftersale.act', tenantId, idempotencyKey: actionId, request }],
        }),
      ],
      answer: (outcomes) =>
        refusalOf(outcomes, cause) ?? {
          status: 202,
          body: { afterSaleId, orderId, refundAmountFen, ...askedView(wanted) },
        },
    });
    return sendAnswer(reply, answer);
  }
}
