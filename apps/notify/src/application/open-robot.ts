import { newId, type Clock } from '@cartrail/kernel';
import { open, type Endpoint, type EndpointDecision } from '../domain/endpoint.js';
import type { AddressGuard, Sealer } from './ports.js';

export interface WantedRobot {
  readonly kind: 'wecom';
  readonly url: string;
  readonly name?: string;
}

export interface RobotOpening {
  readonly robotId: string;
  readonly decide: (known: Endpoint | undefined) => EndpointDecision;
}

/** A robot's URL holds its key: it is kept sealed, and shown without its query. */
export class OpenRobot {
  constructor(
    private readonly guard: AddressGuard,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
  ) {}

  async prepare(tenantId: string, { kind, url, name }: WantedRobot): Promise<RobotOpening> {
    await this.guard.check(url);
    const sealedUrl = this.sealer.seal(url, tenantId, 'robot.url');
    const given = { channel: 'robot', kind, name, url: shown(url), sealedUrl } as const;
    return { robotId: newId(), decide: () => open(given, this.clock.now()) };
  }
}

function shown(url: string): string {
  const { origin, pathname, search } = new URL(url);
  return `${origin}${pathname}${search === '' ? '' : '?…'}`;
}
