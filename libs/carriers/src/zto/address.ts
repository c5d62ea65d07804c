/** The parts ZTO wants an address in; carriers §5, `createOrder`. */
export interface AddressParts {
  readonly province: string;
  readonly city: string;
  readonly district: string;
  /** What is left: street, house, door. */
  readonly detail: string;
}

const PROVINCE = new RegExp(
  `^(?:${[
    '(?:北京|天津|上海|重庆)市?',
    '(?:河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾)省?',
    '(?:内蒙古|西藏)(?:自治区)?',
    '广西(?:壮族自治区)?',
    '宁夏(?:回族自治区)?',
    '新疆(?:维吾尔自治区)?',
    '(?:香港|澳门)(?:特别行政区)?',
  ].join('|')})`,
);
const MUNICIPALITY = /^(?:北京|天津|上海|重庆)/;
/** Levels that name nobody: a county right under its province, the inner districts of a city. */
const EMPTY_LEVEL = /^(?:(?:省|自治区)直辖县级行政区划|省直辖县|市辖区)/;
const CITY = /^(?!市)[^\d号]{1,12}?(?:市|自治州|地区|盟|县|林区)/;
/** A market, a gate or an estate is no city and no district, though it ends like one. */
const DISTRICT =
  /^[^\d号]{1,14}?(?:工业园区|(?<![小园校社厂景库])区|县|旗(?![舰下])|(?<![超门夜菜都])市(?![区场政]))/;
const TOWN = /^[^\d号]{1,8}?(?:街道|镇|乡|苏木|区)/;
/** Cities that are divided into towns and have no districts. */
const WITHOUT_DISTRICTS: ReadonlySet<string> = new Set(['东莞市', '中山市', '儋州市', '嘉峪关市']);

/** Reads a line that begins with its province; `undefined` where it does not name all of the levels. */
export function splitAddress(line: string): AddressParts | undefined {
  const address = line.replaceAll(/\s+/g, '');
  const province = PROVINCE.exec(address)?.[0];
  if (province === undefined) return undefined;
  const [city, inCity] = cityOf(province, address.slice(province.length));
  const below = inCity.replace(EMPTY_LEVEL, '');
  const district = WITHOUT_DISTRICTS.has(city)
    ? TOWN.exec(below)?.[0]
    : (DISTRICT.exec(below)?.[0] ?? TOWN.exec(below)?.[0]);
  if (city === '' || district === undefined || district.length === below.length) return undefined;
  return { province, city, district, detail: below.slice(district.length) };
}

/** The city and what follows it. A municipality is its own city, named once or twice. */
function cityOf(province: string, rest: string): readonly [city: string, rest: string] {
  const municipality = MUNICIPALITY.exec(province)?.[0];
  if (municipality !== undefined) {
    const city = `${municipality}市`;
    return [city, rest.startsWith(city) ? rest.slice(city.length) : rest];
  }
  const below = rest.replace(EMPTY_LEVEL, '');
  const city = CITY.exec(below)?.[0] ?? '';
  return [city, below.slice(city.length)];
}
