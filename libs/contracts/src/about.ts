import 'reflect-metadata';

const ABOUT = Symbol('cartrail:about');

/** One line about a field, for whoever reads the schema or `docs/events.md`; where the name does not say it. */
export function About(text: string): PropertyDecorator {
  return (target, property) => {
    Reflect.defineMetadata(ABOUT, text, target, property);
  };
}

export const aboutOf = (type: new () => object, property: string): string | undefined =>
  Reflect.getMetadata(ABOUT, type.prototype as object, property) as string | undefined;
