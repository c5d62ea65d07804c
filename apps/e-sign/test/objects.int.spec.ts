import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@cartrail/kernel';
import { Timers } from '@cartrail/messaging';
import { aTenantOpened, TENANT } from '@cartrail/testing';
import { KeepPhotos } from '../src/application/keep-photos.js';
import { CLAIMS, type Claims } from '../src/application/ports.js';
import { LocalFolder } from '../src/outbound/objects/local-folder.js';
import { objectsIn, send, startESign, type ESign } from './e-sign-service.js';
import { aReturn, expected, intact } from './returns.js';

const bytesOf = (...chunks: readonly string[]) => ({
  async *[Symbol.asyncIterator]() {
    for (const chunk of chunks) yield await Promise.resolve(Buffer.from(chunk));
  },
});
const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

describe('the folder of objects', () => {
  let root: string;
  let folder: LocalFolder;
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'cartrail-folder-'));
    folder = await new LocalFolder(root).prepare();
  });
  afterAll(() => rm(root, { recursive: true }));

  it('keeps the very bytes under their hash, and gives them only to their tenant', async () => {
    const staged = await folder.stage(bytesOf('ab', 'c'));
    expect(staged).toMatchObject({ sha256: hashOf('abc'), bytes: 3 });
    expect(Buffer.from(await staged.read(1, 10)).toString()).toBe('bc');
    expect(await folder.open(TENANT, staged.sha256)).toBeUndefined();
    await folder.keep(TENANT, staged);
    expect(await folder.digest(TENANT, staged.sha256)).toBe(staged.sha256);
    expect(await folder.digest('other01', staged.sha256)).toBeUndefined();
    await staged.discard();
    expect(await folder.digest(TENANT, staged.sha256)).toBe(staged.sha256);
    await folder.remove(TENANT, staged.sha256);
    expect(await objectsIn(root)).toEqual([]);
  });

  it('leaves nothing of what breaks off, is discarded, or was left behind by a process that died', async () => {
    const broken = (async function* () {
      yield await Promise.resolve(Buffer.from('ab'));
      throw new Error('the sender is gone');
    })();
    await expect(folder.stage(broken)).rejects.toThrow('the sender is gone');
    await (await folder.stage(bytesOf('x'))).discard();
    expect(await objectsIn(root)).toEqual([]);
    await folder.stage(bytesOf('y'));
    expect(await folder.dropStaged(60_000)).toBe(0);
    expect(await folder.dropStaged(-1)).toBe(1);
    expect(await objectsIn(root)).toEqual([]);
  });

  it.each([
    ['../../etc', hashOf('a')],
    [TENANT, '../../../etc/passwd'],
  ])('goes nowhere else: %s %s', async (tenantId, hash) => {
    await expect(folder.open(tenantId, hash)).rejects.toThrow('not an object of ours');
  });
});

describe('objects and records', () => {
  let esign: ESign;
  let claims: Claims;
  let folder: LocalFolder;
  beforeAll(async () => {
    esign = await startESign({ ORPHAN_SWEEP_MS: 3_600_000, ORPHAN_AFTER_MS: 0 });
    await esign.service.given(aTenantOpened());
    claims = esign.service.app.get<Claims>(CLAIMS, { strict: false });
    folder = new LocalFolder(esign.objects);
  });
  afterAll(() => esign.stop());

  /** As far as a request gets that dies before its record is written. */
  const diesAfterStoring = async (text: string): Promise<string> => {
    const staged = await folder.stage(bytesOf(text));
    await claims.take(TENANT, newId(), [staged.sha256]);
    await folder.keep(TENANT, staged);
    return staged.sha256;
  };
  const sweep = () => esign.service.app.get(Timers, { strict: false }).runNow('e-sign.orphans');

  it('removes what a request stored that died before its record was written', async () => {
    const orphan = await diesAfterStoring(randomUUID());
    await sweep();
    expect(await folder.digest(TENANT, orphan)).toBeUndefined();
  });

  it('removes no object that a record names, whoever else stored it and failed', async () => {
    const sentBack = aReturn();
    await esign.service.given(...expected(sentBack));
    const form = intact(sentBack);
    expect((await send(esign.service, form)).status).toBe(201);
    const hashes = Object.values(form.files).map((bytes) => createHash('sha256').update(bytes).digest('hex'));
    // The same photos again, in a record that is refused; and once more, in a process that dies.
    expect((await send(esign.service, form)).status).toBe(409);
    await claims.take(TENANT, newId(), hashes);
    await sweep();
    for (const hash of hashes) expect(await folder.digest(TENANT, hash)).toBe(hash);
  });

  it('removes no object that another request has claimed, and lets nobody claim one while it is removed', async () => {
    const text = randomUUID();
    const hash = await diesAfterStoring(text);
    const [mine, other] = [newId(), newId()];
    await claims.take(TENANT, mine, [hash]);
    await claims.take(TENANT, other, [hash]);
    await claims.release(TENANT, mine, () => Promise.reject(new Error('somebody needs it')));
    let claimed = false;
    let claiming: Promise<void> = Promise.resolve();
    await sweep(); // ends the claims there are
    await claims.take(TENANT, mine, [hash]);
    await claims.release(TENANT, mine, async () => {
      claiming = claims.take(TENANT, other, [hash]).then(() => void (claimed = true));
      // Another tenant's claims do not wait.
      await claims.take('other01', newId(), [hash]);
      expect(claimed).toBe(false);
    });
    await claiming;
    expect(claimed).toBe(true);
  });

  it('answers the request even when its claim cannot be ended, and leaves that to the sweep', async () => {
    const staged = await folder.stage(bytesOf(randomUUID()));
    const stubborn: Claims = {
      take: (...given) => claims.take(...given),
      release: () => Promise.reject(new Error('the database is away')),
      abandoned: (...given) => claims.abandoned(...given),
    };
    expect(
      await new KeepPhotos(folder, stubborn).during(TENANT, [staged], () => Promise.resolve('done')),
    ).toBe('done');
    await sweep();
    expect(await folder.digest(TENANT, staged.sha256)).toBeUndefined();
  });
});
