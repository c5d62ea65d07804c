import {
  Body,
  Controller,
  Get,
  HttpCode,
  Inject,
  Param,
  ParseUUIDPipe,
  Post,
  Put,
  Res,
} from '@nestjs/common';
import { changed, type Clock, type Decision } from '@cartrail/kernel';
import { change, Commands, fingerprintOf, idempotencyKeyOf, type Answer } from '@cartrail/messaging';
import {
  AskedBy,
  CurrentCaller,
  notFound,
  ProblemError,
  Requires,
  sendAnswer,
  type Asked,
  type Caller,
} from '@cartrail/service-kit';
import type { FastifyReply } from 'fastify';
import { ApplicationDesk } from '../../application/application-desk.js';
import { WrongApplication } from '../../application/check-application.js';
import type { Platforms } from '../../application/ports.js';
import { rotateApplication, settleApplication, type PlatformApplication } from '../../domain/application.js';
import { CLOCK, PLATFORMS, Stores } from '../stores.js';
import {
  AddApplicationRequest,
  RotateApplicationRequest,
  SettleApplicationRequest,
} from './application-requests.js';
import { toApplicationView, toPlatformView } from './application-view.js';

/** Platforms, and the tenant's own applications there. What signs their calls goes in and never comes out again. */
@Controller('internal')
export class PlatformsController {
  constructor(
    private readonly commands: Commands,
    private readonly desk: ApplicationDesk,
    private readonly stores: Stores,
    @Inject(PLATFORMS) private readonly platforms: Platforms,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get('platforms')
  @Requires('shops:write')
  list(): object {
    return { items: this.platforms.manifests().map(toPlatformView) };
  }

  @Get('platform-applications')
  @Requires('shops:write')
  async applications(@CurrentCaller() { tenantId }: Caller): Promise<object> {
    const now = this.clock.now();
    const held = await this.desk.list(tenantId);
    return { items: held.map((application) => toApplicationView(tenantId, application, now)) };
  }

  @Post('platform-applications')
  @Requires('shops:write')
  async add(
    @Body() body: AddApplicationRequest,
    @AskedBy() asked: Asked,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const { tenantId } = asked.cause;
    const manifest = this.desk.manifest(body.platform);
    if (!manifest) throw wrong([{ pointer: '/platform', message: 'there is no connector for it' }]);
    const application = checked(() => this.desk.open(tenantId, manifest, body));
    const { applicationId } = application;
    const cause = asked.cause;
    const answer = await this.commands.execute({
      cause,
      route: 'POST /internal/platform-applications',
      idempotencyKey: idempotencyKeyOf(asked.idempotencyKey),
      fingerprint: fingerprintOf(body),
      changes: [
        change({
          store: this.stores.applications,
          find: { id: applicationId },
          createAs: applicationId,
          cause,
          decide: () => changed<PlatformApplication>(application),
        }),
      ],
      answer: () => ({ status: 201, body: toApplicationView(tenantId, application, application.createdAt) }),
    });
    return sendAnswer(reply, answer);
  }

  /** Calls are signed with the new ones at once; for a while the former ones prove pushes, too. */
  @Post('platform-applications/:id/credentials')
  @HttpCode(200)
  @Requires('shops:write')
  async rotate(
    @Param('id', ParseUUIDPipe) applicationId: string,
    @Body() body: RotateApplicationRequest,
    @AskedBy() asked: Asked,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const ref = { tenantId: asked.cause.tenantId, applicationId };
    const held = await this.find(ref);
    const given = checked(() => this.desk.rotation(ref, held, body));
    const now = this.clock.now();
    const answer = await this.become(asked, applicationId, ['POST', 'credentials', body], (application) =>
      rotateApplication(application, given, now),
    );
    return sendAnswer(reply, answer);
  }

  @Put('platform-applications/:id/settings')
  @Requires('shops:write')
  async settle(
    @Param('id', ParseUUIDPipe) applicationId: string,
    @Body() body: SettleApplicationRequest,
    @AskedBy() asked: Asked,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const held = await this.find({ tenantId: asked.cause.tenantId, applicationId });
    checked(() => {
      this.desk.settled(held, body);
    });
    const answer = await this.become(asked, applicationId, ['PUT', 'settings', body], (application) =>
      settleApplication(application, body),
    );
    return sendAnswer(reply, answer);
  }

  private become(
    { cause, idempotencyKey }: Asked,
    applicationId: string,
    [method, what, body]: readonly [method: string, what: string, body: object],
    decide: (application: PlatformApplication | undefined) => Decision<PlatformApplication, never>,
  ): Promise<Answer> {
    return this.commands.execute({
      cause,
      route: `${method} /internal/platform-applications/${applicationId}/${what}`,
      idempotencyKey: idempotencyKeyOf(idempotencyKey),
      fingerprint: fingerprintOf(body),
      changes: [change({ store: this.stores.applications, find: { id: applicationId }, cause, decide })],
      answer: ([outcomes]) => {
        const outcome = outcomes?.[0];
        if (!outcome || outcome.kind === 'refused') throw notFound('platform-application');
        const application = outcome.state as PlatformApplication;
        return { status: 200, body: toApplicationView(cause.tenantId, application, this.clock.now()) };
      },
    });
  }

  private async find(ref: { tenantId: string; applicationId: string }): Promise<PlatformApplication> {
    const held = await this.desk.find(ref);
    if (!held) throw notFound('platform-application');
    return held;
  }
}

/** Wrong fields become an answer that names them and never their values. */
function checked<T>(check: () => T): T {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof WrongApplication)) throw error;
    throw wrong(error.fields.map(({ field, message }) => ({ pointer: `/${field}`, message })));
  }
}

const wrong = (fields: readonly { readonly pointer: string; readonly message: string }[]): ProblemError =>
  new ProblemError(400, 'request/invalid', 'The application is not complete', undefined, {
    errors: fields.map((field) => ({ ...field, code: 'invalid' })),
  });
