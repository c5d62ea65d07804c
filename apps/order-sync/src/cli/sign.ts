import { Unusable, type Answer } from './answer.js';
import { Described } from './described.js';
import { connectorOf } from './platforms.js';
import { signers, things } from './signers.js';

/**
 * What is signed of a request, and the signature. The description is one member: `call`, `push` or `channel`, with the
 * fields the platform signs by the names they have on the wire. Throws `Misused` and {@link Unusable}.
 */
export function sign(
  id: string,
  description: Readonly<Record<string, unknown>>,
  credentials: Readonly<Record<string, string>>,
): Answer {
  const { manifest } = connectorOf(id);
  const own = signers[manifest.id] ?? {};
  const signed = things.filter((thing) => own[thing] !== undefined);
  if (signed.length === 0)
    throw new Unusable(`${id} signs nothing that is documented: its calls carry a token`);
  const thing = things.find((one) => description[one] !== undefined);
  const signer = thing && own[thing];
  const told = thing && description[thing];
  if (!signer || typeof told !== 'object' || told === null) {
    const forms = signed.map((one) => `{"${one}": {…}}`).join(' or ');
    throw new Unusable(`a description of ${id} has to be ${forms}`);
  }
  const { text, secret, how, signature } = signer(new Described({ ...told }, credentials));
  return {
    json: { platform: id, what: thing, text, secret, how, signature },
    lines: [`${id} ${thing}, ${how}, with ${secret}`, text, signature],
  };
}
