import type { RawCallback } from '@cartrail/carriers';
import type { Opened, Sealing } from './vendor.js';

/** A form of which one field is signed and another is the signature; the rest goes along as it came. */
interface SignedForm {
  readonly signed: string;
  readonly signature: string;
  /** With the simulator's own code. */
  sign(content: string): string;
}

/** The envelope of most vendors, who also take it as JSON with the same fields. */
export const signedForm =
  ({ signed, signature, sign }: SignedForm) =>
  (push: RawCallback): Opened => {
    const fields = new Map(new URLSearchParams(push.body.toString()));
    return {
      content: fields.get(signed) ?? '',
      seal: (content, sealing) => {
        if (sealing === 'twice') return undefined;
        const sent = new Map(fields).set(signed, content).set(signature, sign(content));
        if (sealing === 'unsigned') sent.delete(signature);
        return { headers: headersOf(push, sealing), body: Buffer.from(bodyOf(sent, sealing)) };
      },
    };
  };

const headersOf = ({ headers }: RawCallback, sealing: Sealing): RawCallback['headers'] =>
  sealing === 'json' ? { ...headers, 'content-type': 'application/json' } : headers;

const bodyOf = (fields: ReadonlyMap<string, string>, sealing: Sealing): string =>
  sealing === 'json'
    ? JSON.stringify(Object.fromEntries(fields))
    : new URLSearchParams([...fields]).toString();
