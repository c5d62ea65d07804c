/** The page's files; the package has no types of its own. */
declare module 'swagger-ui-dist' {
  export function absolutePath(): string;
}
