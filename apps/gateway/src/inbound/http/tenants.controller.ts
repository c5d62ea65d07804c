import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { Body, Controller, Delete, HttpCode, Inject, Param, Post, Put, Req } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { newId, toIso, toShortId, type Clock } from '@cartrail/kernel';
import { change, Commands, type AggregateStore, type AnyChange, type Outcome } from '@cartrail/messaging';
import { causeOfRequest, notFound, ProblemError } from '@cartrail/service-kit';
import type { FastifyRequest } from 'fastify';
import { Keys } from '../../application/ports.js';
import { issue, revoke, type ApiKey, type Audited } from '../../domain/api-key.js';
import { beyond, type Restriction } from '../../domain/roles.js';
import { nodeKinds, open, put, type Node, type NodeKind, type Tenant } from '../../domain/tenant.js';
import { apiCallerOf, askedBy, InSight, Open, Scope } from './auth/api-key.guard.js';
import { IssueKeyBody, NodeBody, OpenTenantBody } from './dto.js';
import { NamePipe } from './id.pipe.js';

export const CLOCK = Symbol('gateway:clock');
export const DIRECTORY = Symbol('gateway:directory');

export interface Directory {
  readonly tenant: AggregateStore<Tenant, Audited>;
  readonly apiKey: AggregateStore<ApiKey, Audited>;
  readonly nodes: Readonly<Record<NodeKind, AggregateStore<Node, Audited>>>;
}

export const BOOTSTRAP_TOKEN = Symbol('gateway:bootstrap-token');

/** Tenants, their tree, members and API keys. A key's secret is shown once and kept only as a hash. */
@ApiTags('tenants')
@ApiBearerAuth()
@Controller('v1')
export class TenantsController {
  constructor(
    private readonly commands: Commands,
    private readonly keys: Keys,
    @Inject(DIRECTORY) private readonly directory: Directory,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(BOOTSTRAP_TOKEN) private readonly bootstrapToken: string,
  ) {}

  @Open()
  @Post('tenants')
  @ApiOperation({ summary: 'Open a tenant; needs the installation’s bootstrap token' })
  async open(@Body() body: OpenTenantBody, @Req() request: FastifyRequest) {
    this.requireBootstrapToken(request);
    const { tenantId, name } = body;
    const openedAt = toIso(this.clock.now());
    const cause = causeOfRequest(request, tenantId);
    const asked = { actor: 'bootstrap', request: request.id };
    const { key, secret } = this.newKey({ role: 'admin', label: 'first key' });
    const tenant = { tenantId, name, openedAt };
    await this.run(request, tenantId, [
      change({
        store: this.directory.tenant,
        find: { id: tenantId },
        createAs: tenantId,
        cause,
        decide: open(tenant, asked),
      }),
      change({
        store: this.directory.apiKey,
        find: { id: key.keyId },
        createAs: key.keyId,
        cause,
        decide: issue(key, asked),
      }),
    ]);
    return { ...tenant, keyId: key.keyId, key: `ct_${tenantId}_${key.keyId}_${secret}` };
  }

  @Post('api-keys')
  @Scope('keys:write')
  @InSight()
  @ApiOperation({ summary: 'Issue an API key; the answer is the only place its secret appears' })
  async issueKey(@Body() body: IssueKeyBody, @Req() request: FastifyRequest) {
    const { tenantId, restriction } = apiCallerOf(request);
    refuseWider(restriction, body);
    const cause = causeOfRequest(request, tenantId);
    const asked = askedBy(request);
    const { key, secret } = this.newKey(body);
    await this.run(request, tenantId, [
      change({
        store: this.directory.apiKey,
        find: { id: key.keyId },
        createAs: key.keyId,
        cause,
        decide: issue(key, asked),
      }),
    ]);
    return {
      keyId: key.keyId,
      role: key.role,
      label: key.label,
      key: `ct_${tenantId}_${key.keyId}_${secret}`,
    };
  }

  @Delete('api-keys/:keyId')
  @HttpCode(204)
  @Scope('keys:write')
  @InSight()
  @ApiOperation({ summary: 'Revoke an API key; it stops working within five seconds' })
  async revokeKey(@Param('keyId', NamePipe) keyId: string, @Req() request: FastifyRequest): Promise<void> {
    const { tenantId, restriction } = apiCallerOf(request);
    const cause = causeOfRequest(request, tenantId);
    await this.run(request, tenantId, [
      change({
        store: this.directory.apiKey,
        find: { id: keyId },
        cause,
        decide: revoke(toIso(this.clock.now()), restriction, askedBy(request)),
      }),
    ]);
  }

  @Put('tenant-tree/:kind/:id')
  @Scope('tree:write')
  @ApiOperation({ summary: 'Write a node of the tenant’s tree (mcn, anchor, merchant) or a member' })
  async putNode(
    @Param('kind') given: string,
    @Param('id') id: string,
    @Body() body: NodeBody,
    @Req() request: FastifyRequest,
  ) {
    const kind = nodeKinds.find((known) => known === given);
    if (!kind || !/^[\w-]{1,64}$/.test(id)) throw notFound('tenant-tree');
    const { tenantId } = apiCallerOf(request);
    const node = { id, name: body.name, parentId: body.parentId };
    const cause = causeOfRequest(request, tenantId);
    await this.run(request, tenantId, [
      change({
        store: this.directory.nodes[kind],
        find: { id },
        createAs: id,
        cause,
        decide: put(kind, node, askedBy(request)),
      }),
    ]);
    return { kind, ...node };
  }

  private newKey(given: Pick<ApiKey, 'role' | 'label' | 'shopIds' | 'merchantIds' | 'anchorIds'>): {
    key: ApiKey;
    secret: string;
  } {
    const secret = randomBytes(32).toString('base64url');
    const { role, label, shopIds, merchantIds, anchorIds } = given;
    const createdAt = toIso(this.clock.now());
    const key = {
      keyId: toShortId(newId()),
      role,
      label,
      shopIds,
      merchantIds,
      anchorIds,
      secretHash: this.keys.hashOf(secret),
      createdAt,
    };
    return { key, secret };
  }

  /** No idempotency row: an answer that carries a secret must not be kept. */
  private async run(request: FastifyRequest, tenantId: string, changes: readonly AnyChange[]): Promise<void> {
    await this.commands.execute({
      cause: causeOfRequest(request, tenantId),
      route: request.routeOptions.url ?? '',
      fingerprint: '',
      changes,
      answer: (outcomes) => {
        refuseRefusals(outcomes.flat());
        return { status: 200, body: null };
      },
    });
  }

  private requireBootstrapToken(request: FastifyRequest): void {
    const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
    const given = (request.headers.authorization ?? '').replace(/^Bearer /, '');
    if (!timingSafeEqual(hash(given), hash(this.bootstrapToken))) {
      throw new ProblemError(401, 'auth/required', 'The bootstrap token is required');
    }
  }
}

/** Who sees a part of the tenant hands on no more than that. */
function refuseWider(own: Restriction, asked: Restriction): void {
  const wider = beyond(own, asked);
  if (wider.length === 0) return;
  throw new ProblemError(403, 'key/wider', 'A key sees no more than the one that issues it', undefined, {
    errors: wider.map((kind) => ({
      pointer: `/${kind}`,
      code: 'wider',
      message: 'name some of those this key is limited to',
    })),
  });
}

const TITLES: Readonly<Record<string, readonly [status: number, title: string]>> = {
  'tenant/exists': [409, 'This tenant id is taken'],
  'key/not-found': [404, 'No such key'],
};

function refuseRefusals(outcomes: readonly Outcome[]): void {
  for (const outcome of outcomes) {
    if (outcome.kind !== 'refused') continue;
    const [status, title] = TITLES[outcome.code] ?? [409, outcome.code];
    throw new ProblemError(status, outcome.code, title);
  }
}
