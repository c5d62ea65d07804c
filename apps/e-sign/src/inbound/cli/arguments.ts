import { parseArgs } from 'node:util';

export const usage = `The evidence log: whether every record and photo is as it was signed.

  verify --tenant <id>   walks the log, recomputes every hash and signature and every photo's hash,
                         and names the first record that is not whole (exit 1)
  keys                   the public keys records are checked with

  --keys <file>    public keys to trust, as \`keys --json\` prints them; kept by the auditor.
                   Without it: SIGNING_KEYS, else what the running e-sign says
  --objects <dir>  folder of the photos; OBJECT_STORE_DIR, or the local stack's, when left out
  --json           one JSON object

  The database is DATABASE_URL, or the local stack's that runs from this folder.
`;

export interface Arguments {
  readonly action: 'verify' | 'keys';
  readonly tenant: string;
  readonly keys?: string;
  readonly objects?: string;
  readonly json: boolean;
}

/** The command line cannot be understood; answered with the usage. */
export class Misused extends Error {}

const TENANT = /^[a-z0-9]{6,20}$/;

export function readArguments(argv: readonly string[]): Arguments {
  const { values, positionals } = parse(argv);
  const [action, ...more] = positionals;
  if ((action !== 'verify' && action !== 'keys') || more.length > 0)
    throw new Misused('what to do: verify, keys');
  const { tenant = '', keys, objects, json = false } = values;
  if (action === 'verify' && !TENANT.test(tenant)) throw new Misused('verify needs --tenant <id>');
  return { action, tenant, keys, objects, json };
}

function parse(argv: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { tenant: text, keys: text, objects: text, json: { type: 'boolean' } },
    });
  } catch (error) {
    throw new Misused(error instanceof Error ? error.message : String(error));
  }
}
