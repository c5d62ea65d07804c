import { parseArgs } from 'node:util';

export const usage = `Reads a shop's past orders and cases, and shows how far it is.

  --shop <id>      the shop (GET /v1/shops lists them)
  --days <1..90>   how far back; without it an ongoing backfill is only shown
  --json           one JSON object a line, as it goes on

  The gateway is GATEWAY and the key ADMIN_KEY or INTEGRATOR_KEY (. .cartrail/demo.env sets them).
`;

export interface BackfillArguments {
  readonly shop: string;
  readonly days?: number;
  readonly json: boolean;
  readonly gateway: string;
  readonly key: string;
}

/** The command line cannot be understood; answered with the usage. */
export class Misused extends Error {}

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export function readBackfillArguments(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): BackfillArguments {
  const { shop = '', days, json = false } = parse(argv);
  if (!ID.test(shop)) throw new Misused('--shop needs the id of a shop');
  const gateway = env['GATEWAY'];
  const key = env['ADMIN_KEY'] ?? env['INTEGRATOR_KEY'];
  if (gateway === undefined || key === undefined) {
    throw new Misused(
      'GATEWAY and ADMIN_KEY are not set: . .cartrail/demo.env sets those of the local stack',
    );
  }
  return { shop, json, gateway, key, ...(days !== undefined && { days: toDays(days) }) };
}

function toDays(text: string): number {
  const days = Number(text);
  if (!Number.isInteger(days) || days < 1 || days > 90) throw new Misused('--days is a number from 1 to 90');
  return days;
}

function parse(argv: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args: [...argv],
      options: { shop: text, days: text, json: { type: 'boolean' } },
    }).values;
  } catch (error) {
    throw new Misused(error instanceof Error ? error.message : String(error));
  }
}
