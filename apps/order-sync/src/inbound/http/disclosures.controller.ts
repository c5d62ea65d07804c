import { Body, Controller, Headers, HttpCode, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import { idempotencyKeyOf } from '@cartrail/messaging';
import { CurrentCaller, notFound, ProblemError, Requires, type Caller } from '@cartrail/service-kit';
import type { FastifyReply } from 'fastify';
import { DiscloseReceiver } from '../../application/disclose-receiver.js';
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
    const shown = await this.discloseReceiver.execute(request).catch((error: unknown) => {
      if (error instanceof PlatformFailure) {
        throw new ProblemError(
          503,
          'disclosure/platform-refused',
          'The platform does not decrypt this receiver now',
        );
      }
      throw error;
    });
    if (!shown) throw notFound('order');
    void reply.header('cache-control', 'no-store');
    return shown;
  }
}
