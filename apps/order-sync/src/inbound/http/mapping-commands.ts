import { Inject, Injectable } from '@nestjs/common';
import { changed, type Cause, type Clock, type Decision, type Instant } from '@cartrail/kernel';
import { change, Commands, fingerprintOf, idempotencyKeyOf, type AnyChange } from '@cartrail/messaging';
import type { Asked, CommandAnswer } from '@cartrail/service-kit';
import { ReviewMappings, type TrialReport } from '../../application/review-mappings.js';
import { settleApplication } from '../../domain/application.js';
import { recordDryRun, type Mapping, type MappingVersion } from '../../domain/mapping-version.js';
import { CLOCK } from '../stores.js';
import { MappingStores, refuseUnmapped } from '../mapping-stores.js';
import { mappingRefusal, toMappingView } from './mapping-view.js';

export interface MappingCommand {
  readonly applicationId: string;
  /** The last part of the route. */
  readonly what: 'draft' | 'publish' | 'rollback';
  readonly body: object;
}

/** What is decided about a mapping, and what of it holds for the application at once. */
@Injectable()
export class MappingCommands {
  constructor(
    private readonly commands: Commands,
    private readonly stores: MappingStores,
    private readonly review: ReviewMappings,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async become(
    { cause, idempotencyKey }: Asked,
    { applicationId, what, body }: MappingCommand,
    decide: (held: Mapping | undefined, now: Instant) => Decision<Mapping, never>,
  ): Promise<CommandAnswer> {
    refuseUnmapped(await this.review.kindOf({ tenantId: cause.tenantId, applicationId }));
    const now = this.clock.now();
    return this.commands.execute({
      cause,
      route: `/internal/platform-applications/${applicationId}/mapping/${what}`,
      idempotencyKey: idempotencyKeyOf(idempotencyKey),
      fingerprint: fingerprintOf(body),
      changes: [
        change<Mapping, never>({
          store: this.stores.mappings,
          find: { id: applicationId },
          createAs: applicationId,
          cause,
          decide: (held) => decide(held, now),
          then: ({ state: { published } }) =>
            published && what !== 'draft' ? this.inForce(published, cause) : [],
        }),
      ],
      answer: ([outcomes]) => {
        const outcome = outcomes?.[0];
        if (!outcome) throw new Error('a command without an outcome');
        if (outcome.kind === 'refused') throw mappingRefusal(outcome.code);
        return { status: 200, body: toMappingView(outcome.state as Mapping, []) };
      },
    });
  }

  /** Publishing asks for a dry run of the very draft. */
  async record({ cause }: Asked, applicationId: string, report: TrialReport): Promise<void> {
    const { hash, total, ok, unknown, rejected } = report;
    const run = { hash, at: this.clock.now(), total, ok, unknown, rejected };
    await this.commands.execute({
      cause,
      route: `/internal/platform-applications/${applicationId}/mapping/dry-run`,
      fingerprint: fingerprintOf(run),
      changes: [
        change<Mapping, never>({
          store: this.stores.mappings,
          find: { id: applicationId },
          cause,
          decide: (held) => recordDryRun(held, run),
        }),
      ],
      answer: () => ({ status: 200, body: null }),
    });
  }

  /** The version stays as it is, and every process opens the application with it. */
  private inForce(version: MappingVersion, cause: Cause): readonly AnyChange[] {
    const { applicationId, text } = version;
    const id = `${applicationId}/${version.version}`;
    return [
      change<MappingVersion, never>({
        store: this.stores.versions,
        find: { id },
        createAs: id,
        cause,
        decide: () => changed(version),
      }),
      change({
        store: this.stores.applications,
        find: { id: applicationId },
        cause,
        decide: (held) => settleApplication(held, { settings: { mapping: text } }),
      }),
    ];
  }
}
