import { Body, Controller, Headers, HttpCode, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import { idempotencyKeyOf } from '@cartrail/messaging';
import { CurrentCaller, notFound, ProblemError, Requires, type Caller } from '@cartrail/service-kit';
import type { FastifyReply } from 'fastify';
import { DiscloseReceiver, type Disclosure } from '../../application/disclose-receiver.js';
import { PlatformFailure } from '../../application/ports.js';
import { DisclosureBody } from './requests.js';

@Controller('internal/orders')
export class DisclosuresController {
  constructor(private readonly discloseReceiver: DiscloseReceiver) {}

  @Post(':id/receiver-disclosure')
  @HttpCode(200)
  @Requires('receiver:disclose')
  async disclose(
    @Param('id', ParseUUIDPipe) orderId: string,
    @Body() { reason }: DisclosureBody,
    @CurrentCaller() caller: Caller,
    @Headers('idempotency-key') key: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const idempotencyKey = idempotencyKeyOf(key);
    const request = { tenantId: caller.tenantId, orderId, actor: caller.memberId, reason, idempotencyKey };
    const disclosure = await this.discloseReceiver.execute(request).catch(refusal);
    if (disclosure.kind !== 'shown') throw unshown(disclosure);
    const { disclosureId, receiver } = disclosure;
    void reply.header('cache-control', 'no-store');
    return { disclosureId, receiver };
  }
}

function unshown(disclosure: Exclude<Disclosure, { kind: 'shown' }>): ProblemError {
  switch (disclosure.kind) {
    case 'unknown':
      return notFound('order');
    case 'not-supported':
      return new ProblemError(
        422,
        'disclosure/not-supported',
        'The platform shows receivers to nobody',
        disclosure.why,
      );
    case 'hidden':
      return new ProblemError(
        422,
        'disclosure/hidden',
        'The platform no longer shows this receiver',
        'it gave nothing that could be opened when the order was last read',
      );
  }
}

/** What is worth asking again is told so; a no of the platform is not, and spends no quota once more. */
function refusal(error: unknown): never {
  if (!(error instanceof PlatformFailure)) throw error;
  switch (error.kind) {
    case 'transient':
      throw later('disclosure/platform-unavailable', 'The platform does not answer; try again later', 5);
    case 'throttled':
      throw later('disclosure/quota-spent', 'The platform opens no more receivers for now', 60);
    case 'auth_expired':
    case 'forbidden':
    case 'conflict':
    case 'invalid':
    case 'manual_only':
      throw new ProblemError(
        422,
        'disclosure/platform-refused',
        'The platform does not open this receiver',
        error.message,
      );
  }
}

const later = (code: string, title: string, seconds: number): ProblemError =>
  new ProblemError(503, code, title, undefined, { headers: { 'retry-after': String(seconds) } });
