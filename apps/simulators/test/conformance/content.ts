type Member = (value: unknown) => unknown;

/** Changes every member of that name, however deep, also in JSON that is a text inside of JSON. */
export function changed(content: string, name: string, change: Member): string {
  const found: unknown[] = [];
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value === 'string') return isJson(value) ? JSON.stringify(walk(JSON.parse(value))) : value;
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(member));
  };
  const member = ([key, value]: [string, unknown]): [string, unknown] => {
    if (key !== name) return [key, walk(value)];
    found.push(value);
    return [key, change(value)];
  };
  const after = JSON.stringify(walk(JSON.parse(content)));
  if (found.length === 0) throw new Error(`no ${name} in ${content}`);
  return after;
}

const isJson = (text: string): boolean => /^[{[]/.test(text);

export const listOf = (value: unknown): unknown[] => {
  if (!Array.isArray(value)) throw new Error('no list');
  return value;
};

/** The text of that member as a bare number of more digits than a double holds. */
export const asNumber = (content: string, text: string, digits: string): string => {
  if (!content.includes(`"${text}"`)) throw new Error(`no "${text}" in it`);
  return content.replaceAll(`"${text}"`, digits).replaceAll(`\\"${text}\\"`, digits);
};

/** A megabyte of nothing in front. */
export function huge(content: string): string {
  const padding = `"more":[${'[],'.repeat(500_000)}[]]`;
  return content.startsWith('[')
    ? content.replace('[{', `[{${padding},`)
    : content.replace('{', `{${padding},`);
}

/** Without its end; all that tells what it is stands in it. */
export const torn = (content: string): string => content.slice(0, -1);
