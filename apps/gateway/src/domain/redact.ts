import type { CaseDocument } from './case-document.js';
import type { ReturnPart } from './return-document.js';
import type { Role } from './roles.js';

/** Contract rates and the warehouse's evidence are not for an anchor's support: of those it sees the state. */
const RESTRICTED: ReadonlySet<Role> = new Set<Role>(['support']);

/** A stored document as a role may see it. Most have no return, and go out as they are. */
export function documentFor(role: Role, text: string): string {
  if (!RESTRICTED.has(role) || !text.includes('"returns":[{')) return text;
  const document = JSON.parse(text) as CaseDocument;
  return JSON.stringify({ ...document, returns: document.returns.map(withoutRates) });
}

const withoutRates = (given: ReturnPart): ReturnPart => ({
  ...given,
  pickups: given.pickups.map(
    ({ quoteFen: _quote, chargedFen: _charged, priceKind: _kind, ...pickup }) => pickup,
  ),
  signOffs: given.signOffs.map(({ signOffId, signedAt, announced }) => ({ signOffId, signedAt, announced })),
});
