import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { rlsExempt, withTenants } from '@cartrail/messaging';
import { aTenantOpened, startProcess, TENANT } from '@cartrail/testing';
import { DataSource } from 'typeorm';
import { VerifyEvidence, type Verified } from '../src/application/verify-evidence.js';
import { checkingTools, SigningKeys } from '../src/outbound/crypto/signing-keys.js';
import { LocalFolder } from '../src/outbound/objects/local-folder.js';
import { PostgresEvidenceLog } from '../src/outbound/postgres/evidence-log.js';
import { get, secrets, send, sessionAs, startESign, superuserUrl, type ESign } from './e-sign-service.js';
import { aReturn, expected, intact } from './returns.js';

const tables = ['sign_off', 'sign_off_photo', 'sign_off_return'];

describe('the evidence log', () => {
  let esign: ESign;
  const signed: string[] = [];
  const hashesOf = async (signOffId: string) => {
    const { body } = await get(esign.service, `/internal/sign-offs/${signOffId}`);
    return (body as { photos: { sha256: string }[] }).photos.map(({ sha256 }) => sha256);
  };

  beforeAll(async () => {
    esign = await startESign();
    const returns = Array.from({ length: 4 }, () => aReturn());
    await esign.service.given(aTenantOpened(), ...returns.flatMap((each) => expected(each)));
    for (const each of returns) {
      const answer = await send(esign.service, intact(each));
      signed.push((answer.body as { signOffId: string }).signOffId);
    }
    await esign.service.caughtUp();
  });
  afterAll(() => esign.stop());

  const verify = (): Promise<Verified> => {
    const dataSource = esign.service.app.get(DataSource, { strict: false });
    const tools = checkingTools(SigningKeys.fromSetting(secrets.SIGNING_KEYS).publicKeys());
    const log = new PostgresEvidenceLog(dataSource, TENANT);
    return new VerifyEvidence(new LocalFolder(esign.objects), tools).run(TENANT, log);
  };

  /** The command an auditor runs. */
  const command = async (...more: string[]) => {
    const program = await startProcess({
      script: 'apps/e-sign/dist/evidence.js',
      args: ['verify', '--tenant', TENANT, ...more],
      env: {
        DATABASE_URL: esign.service.environment.databaseUrl,
        OBJECT_STORE_DIR: esign.objects,
        SIGNING_KEYS: secrets.SIGNING_KEYS,
      },
    });
    const { code } = await program.exited;
    return { code, output: program.output() };
  };

  const asSuperuser = (sql: string): Promise<unknown> =>
    sessionAs(superuserUrl(esign.service), (session) => session.query(sql));

  /** Somebody with all rights, who also switches the triggers off. */
  const tamper = (sql: string, ...parameters: unknown[]) =>
    sessionAs(superuserUrl(esign.service), (session) =>
      session.transaction(async (tx) => {
        await tx.query('SET LOCAL session_replication_role = replica');
        await tx.query(sql, parameters);
      }),
    );

  it('is whole, and says so', async () => {
    expect(await verify()).toMatchObject({ records: 4, photos: 16, broken: undefined });
    const { code, output } = await command('--json');
    expect([code, JSON.parse(output)]).toEqual([
      0,
      expect.objectContaining({ ok: true, records: 4, photos: 16 }),
    ]);
  });

  it('names the record in which a superuser changed one byte, and is whole again when it is put back', async () => {
    const edit = (from: string, to: string) =>
      tamper(
        'UPDATE sign_off SET payload = replace(payload, $1, $2) WHERE sign_off_id = $3',
        from,
        to,
        signed[1],
      );
    await edit('"received":1', '"received":0');
    const broken = { logIndex: 2, signOffId: signed[1], flaw: 'payload_hash' };
    expect(await verify()).toMatchObject({ records: 1, broken });
    const { code, output } = await command('--json');
    expect([code, JSON.parse(output)]).toEqual([1, expect.objectContaining({ ok: false })]);
    expect(await command()).toMatchObject({
      code: 1,
      output: expect.stringMatching(`record 2 ${signed[1] ?? ''} is broken: payload_hash`),
    });
    await edit('"received":0', '"received":1');
    expect((await verify()).broken).toBeUndefined();
  });

  const copied = tables.map((table) => `CREATE TABLE copy_${table} AS SELECT * FROM ${table}`);
  const columns = 'tenant_id, payload, payload_hash, alg, key_id, signature';
  const restored = [
    `INSERT INTO sign_off (${columns}) SELECT ${columns} FROM copy_sign_off ORDER BY log_index`,
    'INSERT INTO sign_off_photo SELECT * FROM copy_sign_off_photo',
    'INSERT INTO sign_off_return SELECT * FROM copy_sign_off_return',
  ];

  it.each([
    [
      'a photo of it points elsewhere',
      `UPDATE sign_off_photo SET sha256 = repeat('a', 64) WHERE sign_off_id = $1`,
      3,
      'index',
    ],
    ['a return of it was untied', 'DELETE FROM sign_off_return WHERE sign_off_id = $1', 3, 'index'],
    [
      'its signature was turned round',
      'UPDATE sign_off SET signature = reverse(signature) WHERE sign_off_id = $1',
      3,
      'signature',
    ],
    ['it was taken out', 'DELETE FROM sign_off WHERE sign_off_id = $1', 3, 'log_index'],
    ['the last was cut off', 'DELETE FROM sign_off WHERE log_index = 4 AND sign_off_id <> $1', 4, 'head'],
  ])('names a record when %s', async (_, sql, logIndex, flaw) => {
    for (const copy of copied) await asSuperuser(copy);
    await tamper(sql, signed[2]);
    const { broken } = await verify();
    for (const table of tables) await tamper(`DELETE FROM ${table}`);
    for (const restore of restored) await tamper(restore);
    await asSuperuser(`DROP TABLE ${tables.map((table) => `copy_${table}`).join(', ')}`);
    expect(broken).toMatchObject({ logIndex, flaw });
    expect((await verify()).broken).toBeUndefined();
  });

  it('names the record one of whose photos changed by a byte, or is gone', async () => {
    const [hash = ''] = await hashesOf(signed[3] ?? '');
    const path = join(esign.objects, TENANT, hash.slice(0, 2), hash);
    const bytes = await readFile(path);
    const changed = Buffer.from(bytes);
    changed[20] = (changed[20] ?? 0) ^ 1;
    await writeFile(path, changed);
    expect(await verify()).toMatchObject({
      records: 3,
      broken: {
        logIndex: 4,
        signOffId: signed[3],
        flaw: 'photo_changed',
        detail: expect.stringContaining(hash),
      },
    });
    await writeFile(path, bytes);
    expect((await verify()).broken).toBeUndefined();
  });

  it.each(
    tables.flatMap((table) => [
      `UPDATE ${table} SET tenant_id = tenant_id`,
      `DELETE FROM ${table}`,
      `TRUNCATE ${table}`,
    ]),
  )('refuses %s to the service, to the owner and to a superuser', async (sql) => {
    const service = esign.service.app.get(DataSource, { strict: false });
    await expect(withTenants(service, [TENANT], (tx) => tx.query(sql))).rejects.toThrow('permission denied');
    for (const url of [esign.service.database.ownerUrl, superuserUrl(esign.service)]) {
      const attempt = sessionAs(url, (session) => withTenants(session, [TENANT], (tx) => tx.query(sql)));
      await expect(attempt).rejects.toThrow('the evidence log is only added to');
    }
  });

  it('stays whole when what names a person is erased, and shows it no more', async () => {
    const [signOffId = ''] = signed;
    await sessionAs(esign.service.database.ownerUrl, (session) =>
      withTenants(session, [TENANT], (tx) =>
        tx.query('DELETE FROM sign_off_personal WHERE sign_off_id = $1', [signOffId]),
      ),
    );
    const { body } = await get(esign.service, `/internal/sign-offs/${signOffId}`);
    expect(body).toMatchObject({ personal: 'erased', signer: { id: 'm1' } });
    expect((body as { signer: object }).signer).not.toHaveProperty('name');
    expect((await verify()).broken).toBeUndefined();
  });

  it('is under row-level security in every table, but the listed ones', async () => {
    const rows: { name: string; secured: boolean }[] = await esign.service.app
      .get(DataSource, { strict: false })
      .query(
        `SELECT relname AS name, relrowsecurity AND relforcerowsecurity AS secured FROM pg_class
          WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace`,
      );
    expect(rows.filter(({ secured }) => secured).length).toBeGreaterThan(6);
    expect(rows.filter(({ name, secured }) => !secured && !rlsExempt.has(name))).toEqual([]);
    const unnamed: unknown[] = await esign.service.app
      .get(DataSource, { strict: false })
      .query('SELECT * FROM sign_off');
    expect(unnamed).toEqual([]);
  });
});
