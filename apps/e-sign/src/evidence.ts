import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { DataSource } from 'typeorm';
import type { PublicKey } from './application/ports.js';
import { VerifyEvidence, type Verified } from './application/verify-evidence.js';
import { Misused, readArguments, usage, type Arguments } from './inbound/cli/arguments.js';
import { places, type Places } from './inbound/cli/config.js';
import { sha256Hex } from './outbound/crypto/canonical.js';
import { checkingTools, SigningKeys } from './outbound/crypto/signing-keys.js';
import { LocalFolder } from './outbound/objects/local-folder.js';
import { PostgresEvidenceLog } from './outbound/postgres/evidence-log.js';

/** Runs the command; the exit code: 0 whole, 1 broken or failed, 2 misused. */
async function run(argv: readonly string[]): Promise<number> {
  try {
    const given = readArguments(argv);
    const from = places();
    const keys = await trustedKeys(given, from);
    if (given.action === 'keys') return print(given, { keys }, keys.map(oneLine));
    const verified = await verify(given, from, keys);
    print(given, { ok: verified.broken === undefined, ...verified }, tell(verified));
    return verified.broken ? 1 : 0;
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    process.stderr.write(error instanceof Misused ? `${text}\n\n${usage}` : `${text}\n`);
    return error instanceof Misused ? 2 : 1;
  }
}

async function trustedKeys({ keys }: Arguments, from: Places): Promise<readonly PublicKey[]> {
  if (keys !== undefined) return keysIn(readFileSync(keys, 'utf8'));
  if (from.signingKeys !== undefined) return SigningKeys.fromSetting(from.signingKeys).publicKeys();
  if (from.serviceUrl === undefined) throw new Error(`no keys: ${HOW}`);
  const answer = await fetch(`${from.serviceUrl}/internal/evidence/keys`, {
    signal: AbortSignal.timeout(5_000),
  }).catch(() => undefined);
  if (!answer?.ok) throw new Error(`e-sign at ${from.serviceUrl} does not name its keys: ${HOW}`);
  return keysIn(await answer.text());
}

const HOW = 'set SIGNING_KEYS or ESIGN_URL, or name --keys <file>';

const keysIn = (text: string): readonly PublicKey[] =>
  (JSON.parse(text) as { readonly keys: readonly PublicKey[] }).keys;

async function verify(given: Arguments, from: Places, keys: readonly PublicKey[]): Promise<Verified> {
  const dataSource = new DataSource({
    type: 'postgres',
    url: from.databaseUrl(),
    poolSize: 1,
    applicationName: 'cartrail evidence',
  });
  await dataSource.initialize();
  try {
    const objects = new LocalFolder(resolve(given.objects ?? from.objects));
    const evidence = new VerifyEvidence(objects, checkingTools(keys));
    return await evidence.run(given.tenant, new PostgresEvidenceLog(dataSource, given.tenant));
  } finally {
    await dataSource.destroy();
  }
}

const oneLine = ({ keyId, alg, publicKey }: PublicKey): string =>
  `${keyId}  ${alg}  sha256 of its PEM ${sha256Hex(publicKey)}`;

function tell({ tenantId, records, photos, head, broken }: Verified): string[] {
  const whole = `${tenantId}: ${records} records and ${photos} photos are whole, the last is ${head}`;
  if (!broken) return [whole];
  const { logIndex, signOffId = '', flaw, detail } = broken;
  return [
    `${tenantId}: record ${logIndex} ${signOffId} is broken: ${flaw}: ${detail}`,
    `before it, ${records} records are whole`,
  ];
}

function print({ json }: Arguments, object: object, lines: readonly string[]): number {
  process.stdout.write(json ? `${JSON.stringify(object)}\n` : lines.map((line) => `${line}\n`).join(''));
  return 0;
}

process.exitCode = await run(process.argv.slice(2));
