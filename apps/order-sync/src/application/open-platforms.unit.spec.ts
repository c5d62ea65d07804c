import { describe, expect, it } from '@jest/globals';
import { newId } from '@cartrail/kernel';
import { connectionIdOf, type PlatformApplication } from '../domain/application.js';
import { OpenPlatforms } from './open-platforms.js';
import { PlatformFailure, type Application, type Connector, type OpenPlatform } from './ports.js';

const [one, two] = [newId(), newId()];
const idOf = (applicationId: string): string => connectionIdOf('tenant01', applicationId);

const anApplication = (
  applicationId: string,
  more: Partial<PlatformApplication> = {},
): PlatformApplication => ({
  applicationId,
  platform: 'youzan',
  name: 'x',
  sealedCredentials: 'sealed',
  settings: {},
  hosts: {},
  createdAt: 0,
  ...more,
});

function setUp() {
  const world = {
    machine: 0,
    business: 0,
    held: new Map([one, two].map((id) => [id, anApplication(id)])),
    asked: [] as number[],
    opened: [] as Application[],
  };
  const connector = {
    manifest: { id: 'youzan' },
    open: (application: Application) => {
      world.opened.push(application);
      return {} as OpenPlatform;
    },
  } as unknown as Connector;
  const platforms = new OpenPlatforms(
    [connector],
    [],
    {
      find: ({ applicationId }) => {
        world.asked.push(1);
        return Promise.resolve(world.held.get(applicationId));
      },
      findAll: (refs) => {
        world.asked.push(refs.length);
        return Promise.resolve(world.held);
      },
      all: () => Promise.resolve([]),
    },
    {
      credentials: (_ref, sealed) => ({ secret: sealed }),
      timeoutMs: 1,
      clock: { now: () => world.business },
      now: () => world.machine,
    },
  );
  return { world, platforms };
}

describe('the applications of tenants', () => {
  it('are looked up once for all the pushes of a batch, and remembered for a moment', async () => {
    const { world, platforms } = setUp();
    const ids = [idOf(one), idOf(two), idOf(one), 'nobody', idOf(newId())];
    const found = await platforms.connections('youzan', ids);
    expect([...found.keys()]).toEqual([idOf(one), idOf(two)]);
    await platforms.connections('youzan', [idOf(one), idOf(two)]);
    expect(world.asked).toEqual([3]);
    world.machine = 2_000;
    await platforms.connections('youzan', [idOf(one)]);
    expect(world.asked).toEqual([3, 1]);
  });

  it('are opened again only when something of them changed', async () => {
    const { world, platforms } = setUp();
    const first = await platforms.connectionAnew('youzan', idOf(one));
    expect(await platforms.connectionAnew('youzan', idOf(one))).toBe(first);
    world.held.set(one, anApplication(one, { settings: { a: '1' } }));
    expect(await platforms.connectionAnew('youzan', idOf(one))).not.toBe(first);
    expect(world.opened).toHaveLength(2);
  });

  it('answer to their former credentials as long as these hold, and no longer', async () => {
    const { world, platforms } = setUp();
    const previous = { sealedCredentials: 'former', validUntil: 10 };
    world.held.set(one, anApplication(one, { previous }));
    expect((await platforms.connectionAnew('youzan', idOf(one)))?.previous).toBeDefined();
    world.business = 10;
    expect((await platforms.connectionAnew('youzan', idOf(one)))?.previous).toBeUndefined();
  });

  it('are of one platform each, and a shop without one is refused', async () => {
    const { platforms } = setUp();
    expect(await platforms.connection('taobao', idOf(one))).toBeUndefined();
    await expect(platforms.of({ tenantId: 'tenant01', platform: 'youzan' })).rejects.toThrow(PlatformFailure);
  });
});
