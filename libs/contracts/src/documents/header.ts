/** First line of every generated YAML file. */
export const HEADER =
  '# Generated from libs/contracts by `npm run docs`; edit the classes there, not this file.\n';
