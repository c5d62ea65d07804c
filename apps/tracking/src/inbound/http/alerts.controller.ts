import { Body, Controller, HttpCode, Inject, Param, ParseUUIDPipe, Post, Put, Res } from '@nestjs/common';
import { changed, type Clock } from '@cartrail/kernel';
import { change, Commands, fingerprintOf, idempotencyKeyOf } from '@cartrail/messaging';
import { AskedBy, type Asked, notFound, ProblemError, Requires, sendAnswer } from '@cartrail/service-kit';
import type { FastifyReply } from 'fastify';
import { acknowledge } from '../../domain/alert.js';
import { classesOf, defaultThresholds, type Threshold } from '../../domain/thresholds.js';
import { ALERTS, CLOCK, THRESHOLDS, type AlertStore, type ThresholdStore } from '../stores.js';
import { AcknowledgeDto, SetThresholdDto } from './commands.dto.js';

@Controller('internal')
export class AlertsController {
  constructor(
    private readonly commands: Commands,
    @Inject(ALERTS) private readonly alerts: AlertStore,
    @Inject(THRESHOLDS) private readonly thresholds: ThresholdStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The first person to take an alert stands; a repeat is answered alike. */
  @Post('alerts/:id/acknowledgement')
  @HttpCode(200)
  @Requires('alerts:write')
  async acknowledge(
    @Param('id', ParseUUIDPipe) alertId: string,
    @Body() body: AcknowledgeDto,
    @AskedBy() { cause, memberId, idempotencyKey }: Asked,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const decide = (alert: Parameters<typeof acknowledge>[0]) =>
      acknowledge(alert, memberId, body.note, this.clock.now());
    const answer = await this.commands.execute({
      cause,
      route: `POST /internal/alerts/${alertId}/acknowledgement`,
      idempotencyKey: idempotencyKeyOf(idempotencyKey),
      fingerprint: fingerprintOf(body),
      changes: [change({ store: this.alerts, find: { id: alertId }, cause, decide })],
      answer: ([outcomes]) => {
        if (outcomes?.[0]?.kind === 'refused') throw notFound('alert');
        return { status: 200, body: { alertId, acknowledged: true } };
      },
    });
    return sendAnswer(reply, answer);
  }

  @Put('alert-thresholds')
  @Requires('alert-thresholds:write')
  async setThreshold(
    @Body() body: SetThresholdDto,
    @AskedBy() { cause, idempotencyKey }: Asked,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const set = toThresholds(body);
    const answer = await this.commands.execute({
      cause,
      route: 'PUT /internal/alert-thresholds',
      idempotencyKey: idempotencyKeyOf(idempotencyKey),
      fingerprint: fingerprintOf(body),
      changes: set.map((threshold) => {
        const id = `${threshold.detector}/${threshold.lane}`;
        return change({
          store: this.thresholds,
          find: { id },
          createAs: id,
          cause,
          decide: () => changed(threshold),
        });
      }),
      answer: () => ({
        status: 200,
        body: { thresholds: set.map(({ lane, ...rest }) => ({ ...rest, laneClass: lane })) },
      }),
    });
    return sendAnswer(reply, answer);
  }
}

function toThresholds({ detector, laneClass, hours, percent, severity }: SetThresholdDto): Threshold[] {
  const classes = classesOf[detector];
  if (laneClass !== undefined && !classes.includes(laneClass)) {
    throw new ProblemError(
      400,
      'request/invalid',
      `${detector} has no threshold for ${laneClass}`,
      undefined,
      {
        errors: [{ pointer: '/laneClass', code: 'invalid', message: `one of ${classes.join(', ')}` }],
      },
    );
  }
  return (laneClass === undefined ? classes : [laneClass]).map((lane) => ({
    detector,
    lane,
    severity: severity ?? usual(detector, lane),
    ...(detector === 'OVERCHARGE' ? { hours: 0, percent } : { hours: hours ?? 0 }),
  }));
}

const usual = (detector: string, lane: string) =>
  defaultThresholds.find((each) => each.detector === detector && each.lane === lane)?.severity ?? 'high';
