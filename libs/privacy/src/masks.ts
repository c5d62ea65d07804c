/** Screen masks; everything shown by default goes through one of these, on the server. Unsure means all stars. */

const characters = (text: string): string[] => Array.from(text.trim());

/** `张` → `*`, `张三` → `张*`, `欧阳娜娜` → `欧***`. */
export function maskName(name: string): string {
  const [first = '', ...rest] = characters(name);
  return rest.length === 0 ? '*'.repeat(first.length > 0 ? 1 : 0) : first + '*'.repeat(rest.length);
}

const MOBILE = /^(?:\+?86[- ]?)?(1\d{10})$/;
/** Beijing is 010, 02x are the other areas of three digits; all further ones have four. */
const LANDLINE = /^(0(?:10|2\d|[3-9]\d{2}))-?(\d{7,8})$/;

/** `138****1234`, `010-****5678`; a virtual number's extension is not shown. Anything else shows nothing. */
export function maskPhone(phone: string): string {
  const plain = phone.trim();
  const [main = ''] = plain.startsWith('0') ? [plain] : plain.split(/[-#,转]/);
  const mobile = MOBILE.exec(main.replaceAll(' ', '')) ?? MOBILE.exec(plain.replaceAll(/[ -]/g, ''));
  if (mobile?.[1] !== undefined) return `${mobile[1].slice(0, 3)}****${mobile[1].slice(-4)}`;
  const landline = LANDLINE.exec(plain);
  if (landline?.[1] !== undefined) return `${landline[1]}-****${plain.slice(-4)}`;
  return plain === '' ? '' : '****';
}

export interface AddressParts {
  readonly province?: string;
  readonly city?: string;
  readonly district?: string;
}

/** The region stays readable, the rest does not: `浙江省杭州市西湖区***`. Municipalities are named once. */
export function maskAddress({ province = '', city = '', district = '' }: AddressParts): string {
  const parts = [province, city === province ? '' : city, district].map((part) => part.trim());
  return `${parts.join('')}***`;
}

/** `小**`: always two stars, so that the length says nothing. */
export function maskNickname(nickname: string): string {
  const [first] = characters(nickname);
  return first === undefined ? '' : `${first}**`;
}

/**
 * The last four digits carriers ask for. Of a virtual number (`18400001234-5678`) it is the extension's, because
 * that is what the waybill shows. `undefined` where there are no four digits.
 */
export function phoneTail(phone: string): string | undefined {
  const extension = /[-#,转](\d{4})$/.exec(phone.trim());
  const digits = phone.replaceAll(/\D/g, '');
  if (extension && MOBILE.test(phone.trim().slice(0, extension.index))) return extension[1];
  return digits.length >= 4 ? digits.slice(-4) : undefined;
}
