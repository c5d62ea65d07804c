import { Body, Controller, Get, Inject, Param, Put, Res } from '@nestjs/common';
import { findCarrier } from '@cartrail/carriers';
import { changed, fromIso, toIso, type Cause, type Clock, type Instant } from '@cartrail/kernel';
import { change, Commands, fingerprintOf, type Answer, type Outcome } from '@cartrail/messaging';
import {
  AskedBy,
  CurrentCaller,
  ProblemError,
  Requires,
  sendAnswer,
  toProblemBody,
  type Asked,
  type Caller,
} from '@cartrail/service-kit';
import type { FastifyReply } from 'fastify';
import { CLOCK, QUERIES, type ReturnQueries, type TenantCard } from '../../application/ports.js';
import { SetPolicy } from '../../application/set-policy.js';
import type { PolicyViolation } from '../../domain/rules/category-policy.js';
import type { RateCard } from '../../domain/rules/price.js';
import { sandboxRateCards } from '../../domain/rules/sandbox-rates.js';
import { Stores } from '../stores.js';
import { PolicyBody, RateCardBody, type ZonePriceBody } from './requests.js';
import { refusePartOfTenant } from './visible.js';

/** The tenant's own rules and prices. */
@Controller('internal')
export class PoliciesController {
  constructor(
    private readonly commands: Commands,
    private readonly stores: Stores,
    private readonly setting: SetPolicy,
    @Inject(QUERIES) private readonly queries: ReturnQueries,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Put('return-policies/:category')
  @Requires('return-policies:write')
  async setPolicy(
    @Param('category') category: string,
    @Body() { effectiveFrom, ...wanted }: PolicyBody,
    @AskedBy() { cause, idempotencyKey }: Asked,
    @CurrentCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    refusePartOfTenant(caller);
    const from = effectiveFrom === undefined ? undefined : fromIso(effectiveFrom);
    const decide = this.setting.decide(category, wanted, from);
    const answer = await this.commands.execute({
      cause,
      route: `PUT /internal/return-policies/${category}`,
      idempotencyKey,
      fingerprint: fingerprintOf({ effectiveFrom, ...wanted }),
      changes: [
        change({ store: this.stores.policies, find: { id: category }, createAs: category, cause, decide }),
      ],
      answer: ([outcomes]) => policyAnswer(category, outcomes?.[0], cause),
    });
    return sendAnswer(reply, answer);
  }

  @Get('return-policies')
  @Requires('returns:read')
  async policies(@CurrentCaller() { tenantId }: Caller): Promise<object> {
    const { version, rows } = await this.setting.inForce(tenantId);
    return {
      version,
      policies: rows.map(({ effectiveFrom, ...row }) => ({ ...row, effectiveFrom: toIso(effectiveFrom) })),
    };
  }

  @Put('rate-cards/:carrier')
  @Requires('return-policies:write')
  async setCard(
    @Param('carrier') carrier: string,
    @Body() body: RateCardBody,
    @AskedBy() { cause, idempotencyKey }: Asked,
    @CurrentCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    refusePartOfTenant(caller);
    if (!findCarrier(carrier)) throw unknownCarrier();
    const now = this.clock.now();
    const card = toCard(carrier, body, now);
    const answer = await this.commands.execute({
      cause,
      route: `PUT /internal/rate-cards/${carrier}`,
      idempotencyKey,
      fingerprint: fingerprintOf(body),
      changes: [
        change({
          store: this.stores.cards,
          find: { id: carrier },
          createAs: carrier,
          cause,
          decide: () => changed<TenantCard>({ card, setAt: now }),
        }),
      ],
      answer: () => ({ status: 200, body: cardView(card) }),
    });
    return sendAnswer(reply, answer);
  }

  /** The tenant's cards, then the sandbox's for every other carrier. */
  @Get('rate-cards')
  @Requires('returns:read')
  async cards(@CurrentCaller() { tenantId }: Caller): Promise<object> {
    const own = (await this.queries.cards(tenantId)).map(({ card }) => card);
    const rest = sandboxRateCards.filter(({ carrier }) => own.every((card) => card.carrier !== carrier));
    return {
      rateCards: [
        ...own.map((card) => ({ ...cardView(card), own: true })),
        ...rest.map((card) => ({ ...cardView(card), own: false })),
      ],
    };
  }
}

const toCard = (carrier: string, body: RateCardBody, now: Instant): RateCard => ({
  carrier,
  kind: body.kind ?? 'CONTRACT',
  version: toIso(now),
  firstGrams: body.firstGrams ?? body.stepGrams,
  stepGrams: body.stepGrams,
  divisor: body.divisor,
  minGrams: body.minGrams,
  maxGrams: body.maxGrams,
  zones: Object.fromEntries(
    Object.entries(body.zones).flatMap(([zone, price]: [string, ZonePriceBody | undefined]) =>
      price ? [[zone, { firstFen: price.firstFen, stepFen: price.nextFen }]] : [],
    ),
  ),
});

/** As it is set: what a further step costs goes by the name offers give it. */
const cardView = ({ zones, ...card }: RateCard) => ({
  ...card,
  zones: Object.fromEntries(
    Object.entries(zones).map(([zone, { firstFen, stepFen }]) => [zone, { firstFen, nextFen: stepFen }]),
  ),
});

const unknownCarrier = () =>
  new ProblemError(404, 'carrier/not-found', 'No such carrier', undefined, {
    errors: [{ pointer: '?carrier', code: 'carrier/not-found', message: 'is not in our catalogue' }],
  });

function policyAnswer(category: string, outcome: Outcome | undefined, { correlationId }: Cause): Answer {
  if (outcome?.kind !== 'refused') return { status: 200, body: { category } };
  const violations = (outcome.detail['violations'] ?? []) as readonly PolicyViolation[];
  const errors = violations.map(({ field, ruleId, message }) => ({
    pointer: `/${field}`,
    code: ruleId,
    message,
  }));
  const title = 'The rule would take from the buyer what is his, or judge the past';
  const problem = new ProblemError(422, outcome.code, title, undefined, { errors });
  return { status: 422, body: toProblemBody(problem, correlationId) };
}
