import type { CaseDocument } from './case-document.js';
import type { PickupPart, ReturnPart } from './return-document.js';
import type { Role } from './roles.js';

/** Contract rates and the warehouse's evidence are not for an anchor's support: of those it sees the state. */
const RESTRICTED: ReadonlySet<Role> = new Set<Role>(['support']);

/** A stored document as a role may see it. Most have no return, and go out as they are. */
export function documentFor(role: Role, text: string): string {
  if (!RESTRICTED.has(role) || !text.includes('"returns":[{')) return text;
  const document = JSON.parse(text) as CaseDocument;
  return JSON.stringify({ ...document, returns: document.returns.map(withoutRates) });
}

/** The answer of the returns service as a role may see it. */
export function returnFor(role: Role, text: string): string {
  if (!RESTRICTED.has(role)) return text;
  const { pickups, signOff, ...about } = JSON.parse(text) as ReturnAnswer;
  return JSON.stringify({
    ...about,
    pickups: pickups?.map(withoutPrice),
    signOff: signOff && statusOf(signOff),
  });
}

/** What of it is not everybody's to see. */
interface ReturnAnswer {
  readonly pickups?: readonly Priced[];
  readonly signOff?: { readonly signOffIds: readonly string[]; readonly supersededIds: readonly string[] };
}

type Priced = Pick<PickupPart, 'quoteFen' | 'chargedFen' | 'priceKind'>;

const statusOf = ({ signOffIds, supersededIds }: NonNullable<ReturnAnswer['signOff']>) => ({
  signOffIds,
  supersededIds,
});

const withoutPrice = <P extends Priced>({
  quoteFen: _quote,
  chargedFen: _charged,
  priceKind: _kind,
  ...pickup
}: P) => pickup;

const withoutRates = (given: ReturnPart): ReturnPart => ({
  ...given,
  pickups: given.pickups.map(withoutPrice),
  signOffs: given.signOffs.map(({ signOffId, signedAt, announced }) => ({ signOffId, signedAt, announced })),
});
