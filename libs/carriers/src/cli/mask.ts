/** Masks for a screen. Unsure means all stars. */

const maskName = (name: string): string => {
  const [first = '', ...rest] = Array.from(name.trim());
  return rest.length === 0 ? '*' : first + '*'.repeat(rest.length);
};

const PHONE =
  /(?<!\d)(?:(?:\+?86[- ]?)?1\d{2}[- ]?\d{4}[- ]?\d{4}|0\d{2,3}[- ]?\d{7,8})(?:[-,，#转]\d{3,6})?(?!\d)/g;

/** Shows no extension: of a virtual number it is what tells the person. */
const maskPhone = (phone: string): string => {
  const [main = ''] = phone.replace(/^\+?86[- ]?(?=1)/, '').split(/[,，#转]|(?<=\d{11})-/);
  const digits = main.replaceAll(/\D/g, '');
  return digits.length < 10 ? '****' : `${digits.slice(0, 3)}****${digits.slice(-4)}`;
};

const ROLE =
  '(?:快递员|派件员|派送员|配送员|业务员|收件员|揽件员|揽收员|快递小哥|派送人|派件人|签收人|收件人|收货人|代收人|寄件人|发件人|联系人)';

const NAMED = new RegExp(
  `(${ROLE}\\s*[:：为是【[（(]+\\s*)([^，,。；;、\\s】\\]）)（(【[：:\\d]{1,12})`,
  'gu',
);

const NAMED_BEFORE_PHONE = new RegExp(
  `(${ROLE}\\s*)(\\p{Script=Han}{1,4})(?=[\\s（(【[,，:：]*(?:电话|手机|联系电话)?[\\s:：]*\\+?\\d{3})`,
  'gu',
);

/** Words for people: phones, and names that stand behind what somebody is (派送人：…) or are in `names`. */
function maskText(words: string, names: readonly string[]): string {
  const masked = names.reduce((rest, name) => rest.replaceAll(name, maskName(name)), words);
  const hide = (_all: string, role: string, name: string): string => role + maskName(name);
  return masked.replaceAll(NAMED, hide).replaceAll(NAMED_BEFORE_PHONE, hide).replaceAll(PHONE, maskPhone);
}

/** Fields that name a parcel, a booking or a code, never a person. */
const identifiers: ReadonlySet<string> = new Set(
  (
    'provider number carrier carrierCode formerCarrier bookingId providerOrderId code status reason kind ' +
    'occurredAt occurredText subscription'
  ).split(' '),
);

const NAME_KEY = /(^n|N)ame$/;
const PHONE_KEY = /(^|[a-z])(phone|mobile|tel)$/i;

/** A copy of the same shape without anybody's name or phone. */
export const masked = <Content>(content: Content): Content => copy('', content, namesIn(content)) as Content;

function copy(key: string, value: unknown, names: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((each) => copy(key, each, names));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, copy(name, each, names)]));
  if (typeof value !== 'string' || identifiers.has(key)) return value;
  if (NAME_KEY.test(key)) return maskName(value);
  return PHONE_KEY.test(key) ? maskPhone(value) : maskText(value, names);
}

/** Names that are told apart from the words around them; one character alone would be found everywhere. */
function namesIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]: [string, unknown]) =>
    typeof each === 'string' ? (NAME_KEY.test(key) && each.length > 1 ? [each] : []) : namesIn(each),
  );
}
