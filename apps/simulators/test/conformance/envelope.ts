import type { RawCallback } from '@cartrail/carriers';
import type { Opened, PushForm, Sealing } from './vendor.js';

/** The content of a push in one field of a form, which the vendor also sends as JSON with the same fields. */
interface FormEnvelope {
  readonly field: string;
  /** From the text of the field to JSON and back, where it is sealed or no JSON. */
  read?(text: string): string;
  write?(content: string): string;
  /** Over the text of the field, with the simulator's own code. Absent where nothing is signed that is documented. */
  readonly signature?: Signature;
  /** Some of its senders encode these fields once more. */
  readonly encodedTwice?: readonly string[];
}

interface Signature {
  readonly name: string;
  /** In a header of that name instead of a field. */
  readonly inHeader?: true;
  sign(text: string): string;
}

type Open = PushForm['open'];

/** Fields beside the content and its signature go along as they came. */
export const inForm =
  ({ field, read = asIs, write = asIs, signature, encodedTwice }: FormEnvelope): Open =>
  ({ headers, body }) => {
    const fields = new Map(new URLSearchParams(body.toString()));
    return {
      content: read(fields.get(field) ?? ''),
      seal: (content, sealing) => {
        if (sealing === 'twice' && !encodedTwice) return undefined;
        if (sealing === 'unsigned' && !signature) return undefined;
        const text = write(content);
        const parts = { fields: new Map(fields).set(field, text), headers: new Map(Object.entries(headers)) };
        if (signature) {
          const signed: Map<string, unknown> = signature.inHeader ? parts.headers : parts.fields;
          if (sealing === 'unsigned') signed.delete(signature.name);
          else signed.set(signature.name, signature.sign(text));
        }
        for (const name of sealing === 'twice' ? (encodedTwice ?? []) : [])
          parts.fields.set(name, encodeURIComponent(parts.fields.get(name) ?? ''));
        if (sealing === 'json') parts.headers.set('content-type', 'application/json');
        return {
          headers: Object.fromEntries(parts.headers),
          body: Buffer.from(bodyOf(parts.fields, sealing)),
        };
      },
    };
  };

/** Nothing but the content, and nothing signed. */
export const bare: Open = (push) => unsigned(push.body.toString(), push.headers);

export const unsigned = (content: string, headers: RawCallback['headers']): Opened => ({
  content,
  seal: (other, sealing) =>
    sealing === 'unsigned' || sealing === 'twice' ? undefined : { headers, body: Buffer.from(other) },
});

const asIs = (text: string): string => text;

const bodyOf = (fields: ReadonlyMap<string, string>, sealing: Sealing): string =>
  sealing === 'json'
    ? JSON.stringify(Object.fromEntries(fields))
    : new URLSearchParams([...fields]).toString();
