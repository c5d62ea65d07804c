/** class-transformer keeps its metadata in a module it does not declare; class-validator-jsonschema asks for it. */
declare module 'class-transformer/cjs/storage.js' {
  export const defaultMetadataStorage: {
    readonly _typeMetadatas: Map<unknown, Map<string, { readonly typeFunction: () => unknown }>>;
  };
}
