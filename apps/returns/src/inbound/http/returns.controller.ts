import { Body, Controller, Get, Inject, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import { newId, refused, type Cause } from '@cartrail/kernel';
import { Commands, fingerprintOf, type Answer, type Outcome } from '@cartrail/messaging';
import { AskedBy, CurrentCaller, Requires, sendAnswer, type Asked, type Caller } from '@cartrail/service-kit';
import type { FastifyReply } from 'fastify';
import { QUERIES, type ReturnQueries } from '../../application/ports.js';
import { RequestReturn } from '../../application/request-return.js';
import { toDecision, type Asked as AskedBack } from '../../domain/order/judgement.js';
import type { OrderFact } from '../../domain/order/order-facts.js';
import { Flow } from '../flow/flow.js';
import { refusalAnswer, refusedFirst } from './refusals.js';
import { RequestReturnBody } from './requests.js';
import { returnView } from './views.js';
import { findFor, sees } from './visible.js';

/** Asking goods back on our own page, and how a return stands. */
@Controller('internal/returns')
export class ReturnsController {
  constructor(
    private readonly commands: Commands,
    private readonly flow: Flow,
    private readonly requesting: RequestReturn,
    @Inject(QUERIES) private readonly queries: ReturnQueries,
  ) {}

  @Post()
  @Requires('returns:request')
  async request(
    @Body() body: RequestReturnBody,
    @AskedBy() { cause, idempotencyKey }: Asked,
    @CurrentCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const returnId = newId();
    const decide = this.requesting.decide(returnId, body);
    let told: AskedBack | undefined;
    const answer = await this.commands.execute({
      cause,
      route: 'POST /internal/returns',
      idempotencyKey,
      fingerprint: fingerprintOf(body),
      changes: [
        this.flow.ofOrder(body.orderId, cause, (file) => {
          if (file?.facts && !sees(caller, file.facts.shopId)) return refused('return/order-unknown');
          const decision = decide(file);
          told = decision.kind === 'changed' ? askedIn(decision.facts) : undefined;
          return decision;
        }),
      ],
      answer: (outcomes) => requestedAnswer(outcomes, cause, returnId, told),
    });
    return sendAnswer(reply, answer);
  }

  @Get(':id')
  @Requires('returns:read')
  async read(@Param('id', ParseUUIDPipe) returnId: string, @CurrentCaller() caller: Caller): Promise<object> {
    return returnView(await findFor(this.queries, caller, returnId));
  }
}

const askedIn = (facts: readonly OrderFact[]): AskedBack | undefined =>
  facts.flatMap((fact) => (fact.type === 'Asked' ? [fact.asked] : [])).at(0);

function requestedAnswer(
  outcomes: readonly (readonly Outcome[])[],
  cause: Cause,
  returnId: string,
  asked: AskedBack | undefined,
): Answer {
  const refusal = refusedFirst(outcomes);
  if (refusal || !asked) return refusalAnswer(refusal ?? { code: 'return/order-unknown', detail: {} }, cause);
  const { ruling, freightPayer, estimateFen, platformForm } = asked;
  return {
    status: 201,
    body: {
      returnId,
      status: 'AwaitingCase',
      decision: toDecision(ruling),
      freightPayer,
      refundEstimateFen: estimateFen,
      platformForm,
    },
  };
}
