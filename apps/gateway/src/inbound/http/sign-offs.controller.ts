import { Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiConsumes, ApiOperation, ApiTags } from '@nestjs/swagger';
import { isId } from '@cartrail/kernel';
import { notFound, ProblemError } from '@cartrail/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Cases, type OwnerAnswer } from '../../application/ports.js';
import { isUnrestricted } from '../../domain/roles.js';
import { apiCallerOf, InSight, Open, Scope } from './auth/api-key.guard.js';
import { IdPipe } from './id.pipe.js';
import { Relay, send } from './relay.js';
import { returnBodies } from './return-bodies.js';

/**
 * The warehouse's side: what is expected, what was signed for, and the photos that prove it. A form is not read here,
 * and what it signs for may be anybody's: a key for a part of the tenant signs for nothing.
 */
@ApiTags('sign-offs')
@ApiBearerAuth()
@Controller('v1')
export class SignOffsController {
  constructor(
    private readonly relay: Relay,
    private readonly cases: Cases,
  ) {}

  @Post('sign-offs')
  @Scope('sign-offs:write')
  @ApiConsumes('multipart/form-data')
  @ApiOperation({ summary: 'Sign for a parcel: a record and its photos, entered into the evidence log' })
  @ApiBody(returnBodies.signOff)
  sign(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    return this.relay.upload('e-sign', request, reply);
  }

  @Post('sign-offs/:signOffId/corrections')
  @Scope('sign-offs:write')
  @ApiConsumes('multipart/form-data')
  @ApiOperation({ summary: 'Correct a record by a newer one; both stay' })
  @ApiBody(returnBodies.signOff)
  correct(
    @Param('signOffId', IdPipe) _id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    return this.relay.upload('e-sign', request, reply);
  }

  @Get('sign-offs')
  @Scope('sign-offs:read')
  @InSight()
  @ApiOperation({ summary: 'Records, newest first; by return, number, or those of parcels nobody announced' })
  async list(
    @Query('returnId') returnId: string | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    if (isUnrestricted(apiCallerOf(request).restriction)) return this.relay.pass('e-sign', request, reply);
    if (returnId === undefined || !isId(returnId)) throw unnamed('This key sees sign-offs by return only');
    await this.requireSight([returnId], request);
    return send(reply, await this.inSight(await this.relay.ask('e-sign', request), request));
  }

  @Get('sign-offs/:signOffId')
  @Scope('sign-offs:read')
  @InSight()
  @ApiOperation({ summary: 'One record, with links to its photos that expire' })
  async show(
    @Param('signOffId', IdPipe) _id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const answer = await this.relay.ask('e-sign', request);
    if (answer.status === 200 && !isUnrestricted(apiCallerOf(request).restriction)) {
      await this.requireSight(returnsOf(JSON.parse(answer.body) as AboutReturns), request);
    }
    await send(reply, answer);
  }

  /** The link itself is the key: signed, and good for minutes. */
  @Get('sign-offs/:signOffId/photos/:sha256')
  @Open()
  @ApiOperation({ summary: 'A photo, byte for byte as it was taken' })
  photo(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    return this.relay.download('e-sign', request, reply);
  }

  @Get('arrivals')
  @Scope('sign-offs:write')
  @InSight()
  @ApiOperation({ summary: 'Returns on their way to the warehouse; by number or return' })
  async arrivals(
    @Query() { returnId, number }: { readonly returnId?: unknown; readonly number?: unknown },
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    if (isUnrestricted(apiCallerOf(request).restriction)) return this.relay.pass('e-sign', request, reply);
    if (returnId === undefined && number === undefined)
      throw unnamed('This key sees arrivals by return or number only');
    return send(reply, await this.inSight(await this.relay.ask('e-sign', request), request));
  }

  /** Of a list, what lies wholly in the key's part. */
  private async inSight(answer: OwnerAnswer, request: FastifyRequest): Promise<OwnerAnswer> {
    if (answer.status !== 200) return answer;
    const { data, ...page } = JSON.parse(answer.body) as { readonly data: readonly AboutReturns[] };
    const seen = await this.seen(data.flatMap(returnsOf), request);
    const shown = data.filter((one) => isWithin(returnsOf(one), seen));
    return { ...answer, body: JSON.stringify({ ...page, data: shown }) };
  }

  private async requireSight(returnIds: readonly string[], request: FastifyRequest): Promise<void> {
    if (!isWithin(returnIds, await this.seen(returnIds, request))) throw notFound('sign-off');
  }

  private seen(returnIds: readonly string[], request: FastifyRequest): Promise<ReadonlySet<string>> {
    const { tenantId, restriction } = apiCallerOf(request);
    return this.cases.seenReturns(tenantId, restriction, returnIds);
  }
}

interface AboutReturns {
  readonly returnId?: string;
  readonly returnIds?: readonly string[];
}

const returnsOf = ({ returnId, returnIds }: AboutReturns): readonly string[] =>
  returnIds ?? (returnId === undefined ? [] : [returnId]);

/** What belongs to no return is nobody's part. */
const isWithin = (returnIds: readonly string[], seen: ReadonlySet<string>): boolean =>
  returnIds.length > 0 && returnIds.every((id) => seen.has(id));

const unnamed = (title: string): ProblemError =>
  new ProblemError(400, 'request/invalid', title, undefined, {
    errors: [{ pointer: '/returnId', code: 'missing', message: 'name one of your returns' }],
  });
