import { companiesOf, type Companies } from '../wire/companies.js';

/** Out of the list youzan.logistics.express.get is documented with. */
const documented: readonly (readonly [string, string])[] = [
  ['1', 'STO'],
  ['2', 'YTO'],
  ['3', 'ZTO'],
  ['4', 'YD'],
  ['7', 'SF'],
  ['42', 'SF'],
  ['8', 'YZPY'],
  ['11', 'EMS'],
  ['13', 'DBL'],
  ['138', 'JD'],
  ['250', 'ZTOKY'],
];

/** With what a merchant adds, `id:carrier[,id:carrier]`, in its place: the list has grown since. */
export function youzanCompanies(setting: string): Companies {
  const added = setting.split(',').flatMap((pair) => {
    const [id, carrier] = pair.split(':');
    return id && carrier ? [[id, carrier] as const] : [];
  });
  const ids = new Set(added.map(([id]) => id));
  return companiesOf([...added, ...documented.filter(([id]) => !ids.has(id))]);
}
