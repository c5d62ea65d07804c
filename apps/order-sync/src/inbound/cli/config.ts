/** What the command lines read of the environment. */
export const environment = (): Readonly<Record<string, string | undefined>> => process.env;
