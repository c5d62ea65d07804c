import { parseArgs } from 'node:util';

export const usage = `Dead letters: events, pushes and effects that wait for a person.

  list                                         everything, by service
  show    <place> <key> [--raw]                its entries; --raw prints the bytes, as base64 where they are
                                               no UTF-8 (written to the audit)
  replay  <place> <key> | <place> --all        try again now, in order
  discard <place> <key> --reason <why> [--all] drop what blocks the key, or everything under it
  edit    <place> <key> --file <path> --reason <why>   replace the blocking bytes and try again
  audit                                        who did what, and why

  <place> is a consumer group, ingress.<provider> or effect.<kind>, as \`list\` prints it.
  --service <name>  of the local stack; or set DATABASE_URL
  --actor <name>    for the audit; the login name when left out
  --json            one JSON object per line
`;

export type Action = 'list' | 'show' | 'replay' | 'discard' | 'edit' | 'audit';

export interface Arguments {
  readonly action: Action;
  readonly place: string;
  readonly key: string;
  readonly service?: string;
  readonly actor?: string;
  readonly reason: string;
  readonly file?: string;
  readonly all: boolean;
  readonly raw: boolean;
  readonly json: boolean;
}

/** The command line cannot be understood; answered with the usage. */
export class Misused extends Error {}

const actions: readonly Action[] = ['list', 'show', 'replay', 'discard', 'edit', 'audit'];

export function readArguments(argv: readonly string[]): Arguments {
  const { values, positionals } = parse(argv);
  const action = actions.find((known) => known === positionals[0]);
  if (!action) throw new Misused(`what to do: ${actions.join(', ')}`);
  const [, place = '', key = ''] = positionals;
  const { service, actor, file, reason = '', all = false, raw = false, json = false } = values;
  const given = { action, place, key, service, actor, file, reason, all, raw, json };
  if (action === 'list' || action === 'audit') return given;
  if (place === '') throw new Misused(`${action} needs a place`);
  if (key === '' && !(action === 'replay' && all)) throw new Misused(`${action} needs a key`);
  if ((action === 'discard' || action === 'edit') && reason.trim() === '')
    throw new Misused(`${action} needs --reason: it is kept in the audit`);
  if (action === 'edit' && file === undefined) throw new Misused('edit needs --file');
  return given;
}

function parse(argv: readonly string[]) {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        service: text,
        actor: text,
        reason: text,
        file: text,
        all: flag,
        raw: flag,
        json: flag,
      },
    });
  } catch (error) {
    throw new Misused(error instanceof Error ? error.message : String(error));
  }
}
