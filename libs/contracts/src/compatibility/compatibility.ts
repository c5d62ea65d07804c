type Json = Readonly<Record<string, unknown>>;

/** Says nothing about which values are allowed. */
const ANNOTATIONS = new Set(['$id', '$schema', 'title', 'description', 'examples', 'deprecated', '$comment']);
const STRUCTURE = new Set(['properties', 'required', 'items', 'type', 'enum']);

/**
 * Why data and readers of the released schema would not get on with the current one, in both directions
 * (FULL): a field removed, renamed, retyped, made required or optional, or with another limit. A new
 * optional field is fine. Each reason begins with the field's JSON pointer.
 */
export function incompatibilities(released: Json, current: Json, pointer = ''): readonly string[] {
  return [
    ...typeChanges(released, current, pointer),
    ...limitChanges(released, current, pointer),
    ...requiredChanges(released, current, pointer),
    ...fieldChanges(released, current, pointer),
    ...itemChanges(released, current, pointer),
  ];
}

function typeChanges(released: Json, current: Json, pointer: string): string[] {
  if (same(released['type'], current['type'])) return [];
  return [`${at(pointer)} retyped from ${show(released['type'])} to ${show(current['type'])}`];
}

function limitChanges(released: Json, current: Json, pointer: string): string[] {
  const keywords = new Set([...Object.keys(released), ...Object.keys(current)]);
  const limits = [...keywords]
    .filter((keyword) => !ANNOTATIONS.has(keyword) && !STRUCTURE.has(keyword))
    .sort();
  return [...limits, 'enum'].flatMap((keyword) =>
    same(released[keyword], current[keyword])
      ? []
      : [`${at(pointer)} changed ${keyword} from ${show(released[keyword])} to ${show(current[keyword])}`],
  );
}

function requiredChanges(released: Json, current: Json, pointer: string): string[] {
  const before = new Set(strings(released['required']));
  const after = new Set(strings(current['required']));
  const fields = objects(current['properties']);
  return [
    ...[...after].filter((name) => !before.has(name)).map((name) => `${pointer}/${name} became required`),
    ...[...before]
      .filter((name) => !after.has(name) && name in fields)
      .map((name) => `${pointer}/${name} became optional`),
  ];
}

function fieldChanges(released: Json, current: Json, pointer: string): string[] {
  const after = objects(current['properties']);
  return Object.entries(objects(released['properties'])).flatMap(([name, before]) => {
    const now = after[name];
    return now === undefined
      ? [`${pointer}/${name} removed or renamed`]
      : incompatibilities(before, now, `${pointer}/${name}`);
  });
}

function itemChanges(released: Json, current: Json, pointer: string): readonly string[] {
  const before = released['items'];
  const now = current['items'];
  if (!isJson(before) || !isJson(now)) return same(before, now) ? [] : [`${at(pointer)} changed items`];
  return incompatibilities(before, now, `${pointer}/*`);
}

const at = (pointer: string): string => pointer || '/';
const show = (value: unknown): string => (value === undefined ? 'nothing' : JSON.stringify(value));
const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const strings = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);
const objects = (value: unknown): Readonly<Record<string, Json>> =>
  isJson(value) ? (value as Readonly<Record<string, Json>>) : {};

/** Equal as JSON, whatever the order of an object's members. */
function same(left: unknown, right: unknown): boolean {
  return canonical(left) === canonical(right);
}

function canonical(value: unknown): string | undefined {
  return JSON.stringify(value, (_, member: unknown) =>
    isJson(member) ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1))) : member,
  );
}

/** The rules themselves, without titles and descriptions: equal for two texts of one version. */
export function rulesOf(schema: unknown): string {
  return canonical(withoutAnnotations(schema, false)) ?? '';
}

/** Members of `properties` are names, not keywords: a field may well be called `title`. */
function withoutAnnotations(node: unknown, areNames: boolean): unknown {
  if (Array.isArray(node)) return node.map((item) => withoutAnnotations(item, false));
  if (!isJson(node)) return node;
  return Object.fromEntries(
    Object.entries(node)
      .filter(([key]) => areNames || !ANNOTATIONS.has(key))
      .map(([key, value]) => [key, withoutAnnotations(value, !areNames && key === 'properties')]),
  );
}
